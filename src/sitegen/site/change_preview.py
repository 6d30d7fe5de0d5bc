"""A preview of a change: pages that say so, and nothing that programs could take for the site.

All is done to pages as they are made. So it holds whatever templates a site has of its own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from urllib.parse import unquote

from markupsafe import escape

from sitegen.languages import page_language
from sitegen.lazy import dataclass, pattern, replace
from sitegen.programme.model import Programme
from sitegen.site.addresses import ROBOTS, BaseUrl, asset, file_of
from sitegen.site.planned import PlannedFile, Role
from sitegen.site.relative_links import relative
from sitegen.site.rendering import Templates
from sitegen.site.wording import words_in

_FOR_NO_ROBOT = b"User-agent: *\nDisallow: /\n"

_NOT_LISTED = b'<meta name="robots" content="noindex">\n'

_STYLE_SHEET = asset("preview.css")
_STYLE = b"""\
.preview { background: var(--stop-soft, #fbe9e9); border-bottom: 3px solid var(--stop, #8a2f3a) }
.preview p { max-width: none; margin-block: 0; padding-block: .6rem; line-height: 1.4 }
a[role][aria-disabled] { color: var(--quiet, #4f5f67); text-decoration: line-through }
"""
"""Stands in no style sheet of the site, which every visitor loads."""

_NO_LINK = b'role="link" aria-disabled="true"'
"""In place of the address of a link that leads nowhere, as ARIA has it."""

_DATA = pattern(rb"""(?s)<script\stype=["']application/ld\+json["'][^<>]*>.*?</script>\n?""")
_TAG = pattern(rb"""<(a|area|link|meta)\s(?:[^<>"']|"[^"]*"|'[^']*')*>\n?""")
_ADDRESS = pattern(rb"""(?<=\s)(?:href=["']|content=["'][0-9]+; url=)([^"']*)["']""")
_MORE = pattern(rb"[?#]")
_FOR_SEARCH = pattern(
    rb"""\s(?:rel=["'](?:canonical|alternate)["']|property=["']og:|name=["'](?:robots|twitter:))"""
)
_HEAD_ENDS = pattern(rb"</head>|(?=<body)|\Z")
_BODY_BEGINS = pattern(rb"<body(?:\s[^<>]*)?>|\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Preview:
    """What is needed for each page: where the site lives, and the addresses that are left out."""

    base: BaseUrl
    left_out: frozenset[str]

    @property
    def path(self) -> str:
        """What every whole path on the site begins with."""
        return f"{self.base.path}/"

    def has(self, target: str) -> bool:
        """Tell whether a link leads to the site itself, by a whole path."""
        return target.startswith(self.path) and not target.startswith("//")


def preview_of(
    planned: Iterable[PlannedFile], programme: Programme, base: BaseUrl, templates: Templates
) -> Iterator[PlannedFile]:
    """Give the files of a preview, which can be opened from disk: pages and what they load.

    Calendars, feeds and data are left out, and no link leads to them. Raises TemplateProblem.
    """
    files = tuple(planned)
    data = frozenset(file.address for file in files if file.role is Role.DATA)
    preview, banners = _Preview(base=base, left_out=data), _banners(programme, templates)
    for file in files:
        if file.role is Role.PAGE:
            folder = file.address.partition("/")[0]
            banner = banners.get(folder, banners[""])
            yield replace(file, produce=partial(_produce, file, preview, banner))
        elif file.role is Role.ASSET:
            yield file
        elif file.address == file_of(ROBOTS):
            yield replace(file, produce=partial(bytes, _FOR_NO_ROBOT))
    yield PlannedFile(
        address=file_of(_STYLE_SHEET),
        produce=partial(bytes, _STYLE),
        made_of=(),
        role=Role.ASSET,
    )


def _banners(programme: Programme, templates: Templates) -> Mapping[str, bytes]:
    """Give what stands above every page, by the folder of its language; "" for the site's own."""
    site = programme.site
    languages = {"": page_language(site.language)} | {str(one): one for one in site.other_languages}
    return {
        folder: templates.said_in(words_in(language)).render("partials/preview.html").encode()
        for folder, language in languages.items()
    }


def _produce(file: PlannedFile, preview: _Preview, banner: bytes) -> bytes:
    page = _DATA.sub(b"", file.produce())
    page = _TAG.sub(partial(_tag, preview), page)
    style = f'<link rel="stylesheet" href="{escape(preview.base.href(_STYLE_SHEET))}">\n'.encode()
    page = _HEAD_ENDS.sub(lambda found: _NOT_LISTED + style + found[0], page, count=1)
    page = _BODY_BEGINS.sub(lambda found: found[0] + b"\n" + banner.rstrip(), page, count=1)
    return relative(page, file.address, preview.base.path)


def _tag(preview: _Preview, found: re.Match[bytes]) -> bytes:
    """Give what becomes of a tag that leads somewhere, or that tells search engines something."""
    tag = found[0]
    if found[1] in {b"link", b"meta"} and _FOR_SEARCH.search(tag):
        return b""
    address = _ADDRESS.search(tag)
    if address is None:
        return tag
    target = html.unescape(address[1].decode())
    if _is_left_out(target, preview):
        is_for_people = found[1] in {b"a", b"area"}
        return tag[: address.start()] + _NO_LINK + tag[address.end() :] if is_for_people else b""
    end = address.start(1) + len(_MORE.split(address[1])[0])
    if preview.has(target) and tag[:end].endswith(b"/"):
        return tag[:end] + b"index.html" + tag[end:]
    return tag


def _is_left_out(target: str, preview: _Preview) -> bool:
    """Tell whether a link leads to a calendar, a feed or data, also by way of another program."""
    if preview.has(target):
        path = unquote(re.split("[?#]", target)[0])
        return path.removeprefix(preview.path) in preview.left_out
    calendar = f"{preview.base.host}{preview.path}"
    return target.startswith("webcal:") or (".ics" in target and calendar in unquote(target))
