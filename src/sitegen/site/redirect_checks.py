"""What must hold for redirects: each leads at once from where nothing is to what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.diagnostics import Diagnostic, Fix, Span, problem
from sitegen.lazy import dataclass, pattern
from sitegen.programme.files.site import SiteFile
from sitegen.programme.model import Programme, Redirect, Site
from sitegen.programme.records import Records
from sitegen.site import addresses
from sitegen.site.claims import claims
from sitegen.site.gone import Gone
from sitegen.site.kinds import Address, Each, of_old
from sitegen.site.lasting import lasting
from sitegen.source.suggestions import closest
from sitegen.source.wording import MARK, shown

_ADDRESS = pattern(r"/([A-Za-z0-9_~-][A-Za-z0-9._~-]*(/|\Z))*")
_INDEX = pattern(r"(.*/)index\.html?")
_END_OF_NAME = pattern(r"\.[A-Za-z0-9]+\Z")
_OTHER_SITE = pattern(r"//|[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Why something is no address for a redirect, and what to write instead, if it is known."""

    message: str
    help: str
    better: str | None = None


def check_redirects(programme: Programme, records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each redirect that is written wrongly, or leads to no page or file."""
    file, site = records.file(SiteFile), programme.site
    if file is None or not site.redirects:
        return
    there = _There(programme)
    for one in site.redirects:
        is_right = True
        for address, span in (
            (one.old, file.at.name_span("redirects", one.old)),
            (one.new, file.at.span("redirects", one.old)),
        ):
            if wrong := _misspelt(address, site):
                is_right = False
                yield _problem("redirect-address", span, wrong)
        if is_right and (wrong := there.misled(one)):
            yield _problem("redirect-target", file.at.span("redirects", one.old), wrong)


def check_gone(missing: Iterable[Gone], records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each address that people know and where they would find nothing."""
    file = records.file(SiteFile)
    if file is None:
        return
    at = file.at.name_span("redirects") if file.at.written("redirects") else file.at.span()
    for one in missing:
        message = f"{one.address} was {shown(one.stands_for)}. Nothing is there now, "
        message += "and nothing leads on from it."
        help_ = f"Add under redirects: {one.address}: {one.now or MARK}"
        if one.now is None:
            help_ += " What helps people most there, only you know."
        yield problem("address-gone", at, message, help_)


def _problem(code: str, span: Span, wrong: _Wrong) -> Diagnostic:
    fix = Fix(span, wrong.better, safe=False) if wrong.better else None
    return problem(code, span, wrong.message, wrong.help, fix=fix)


def _misspelt(address: str, site: Site) -> _Wrong | None:
    """Say what is wrong with how an address is written."""
    if f"{address}/".startswith(site.base_url):
        return _written(
            "is an address of this site, written in full", address, _short(address, site)
        )
    if _OTHER_SITE.match(address):
        message = f"{shown(address)} is not on this site. A redirect stays on it."
        return _Wrong(message, "Keep a page there, and let it say where people find more.")
    if "#" in address or "?" in address:
        cut = address.partition("#")[0].partition("?")[0]
        return _written("is more than the address of a page or a file", address, _whole(cut))
    if index := _INDEX.fullmatch(address):
        return _written("is the address of the folder", address, _whole(index[1]))
    if _whole(address) != address:
        return _written("is not written as an address of this site", address, _whole(address))
    for language in site.other_languages:
        if address.endswith("/") and address.startswith(f"/{language}/"):
            what = (
                f"is in {language.name.title()}, and pages in other languages follow by themselves"
            )
            return _written(what, address, address.removeprefix(f"/{language}"))
    return None


def _short(address: str, site: Site) -> str | None:
    return _whole(f"/{f'{address}/'.removeprefix(site.base_url)}".removesuffix("/"))


def _written(what: str, address: str, better: str | None) -> _Wrong:
    help_ = "Write it with letters, digits, hyphens and slashes, such as the address of a page."
    return _Wrong(f"{shown(address)} {what}.", f"Write {better}" if better else help_, better)


def _whole(address: str) -> str | None:
    """Give the address as it is written: from the top of the site, a page with a slash behind."""
    found = f"/{address.strip().lstrip('/')}"
    if not found.endswith("/") and not _END_OF_NAME.search(found):
        found = f"{found}/"
    return found if _ADDRESS.fullmatch(found) else None


class _There:
    """What is there on a site, and what was."""

    def __init__(self, programme: Programme) -> None:
        self._stays = lasting(programme)
        self._goes = {
            one.address for one in claims(programme) if not (one.kind.stays or one.kind.is_old)
        }
        self._led: Mapping[str, str] = {one.old: one.new for one in programme.site.redirects}

    def misled(self, redirect: Redirect) -> _Wrong | None:
        """Say why a redirect leads to nothing that can stand for what was there."""
        old, new = redirect.old, redirect.new
        if Address(new) not in self._stays:
            return self._nowhere(redirect)
        is_file = of_old(old) is Each.OLD_FILE
        if not is_file and not new.endswith("/"):
            message = f"{old} was a page, and {new} is a file. A browser would save it."
            return _Wrong(message, "Write the address of a page.")
        if is_file and _ending(old) != _ending(new):
            message = f"Whoever asks for {old} cannot use {new}, which is of another kind."
            return _Wrong(message, f"Write the address of a file that ends with {_ending(old)}.")
        return None

    def _nowhere(self, redirect: Redirect) -> _Wrong:
        old, new = redirect.old, redirect.new
        if new == old:
            return _Wrong(f"{old} leads to itself.", "Delete this line.")
        if new in self._led:
            end = self._end(new)
            message = f"{new} is an old address itself, so two redirects would follow."
            if end is None:
                return _Wrong(f"{old} leads around in a circle.", "Write where the same is now.")
            return _Wrong(message, f"Write {end}", end)
        if Address(new) in self._goes:
            message = f"{new} comes and goes with dates, so nothing can lead there for good."
            return _Wrong(message, f"Write {addresses.TRAININGS}", addresses.TRAININGS)
        message = f"There is nothing at {new} on this site."
        fitting = [one for one in self._stays if _ending(one) == _ending(old)]
        near = closest(new, fitting)
        help_ = f"Did you mean `{near}`?" if near else "Write where the same is now."
        return _Wrong(message, help_, near)

    def _end(self, address: str) -> str | None:
        """Give where redirects from an address end; None where they never do."""
        seen = set[str]()
        while address in self._led and address not in seen:
            seen.add(address)
            address = self._led[address]
        return None if address in seen else address


def _ending(address: str) -> str:
    """Tell what kind of thing is at an address: a page, or a file with this ending."""
    if of_old(address) is not Each.OLD_FILE:
        return "/"
    found = _END_OF_NAME.search(address)
    return found[0] if found else ""
