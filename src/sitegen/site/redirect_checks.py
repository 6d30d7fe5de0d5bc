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
from sitegen.source.nodes import Mapping as MappingNode
from sitegen.source.suggestions import Words
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
    site = programme.site
    if not site.redirects:
        return
    there, places = _There(programme), redirect_spans(records)
    for one in site.redirects:
        of_old_one, of_new_one = places[one.old]
        wrong = [
            (span, found)
            for address, span in ((one.old, of_old_one), (one.new, of_new_one))
            if (found := _misspelt(address, site))
        ]
        for span, found in wrong:
            yield _problem("redirect-address", span, found)
        if not wrong and (misled := there.misled(one)):
            yield _problem("redirect-target", of_new_one, misled)


def redirect_spans(records: Records) -> Mapping[str, tuple[Span, Span]]:
    """Give the places of each old address and of where it leads, by the old address."""
    file = records.file(SiteFile)
    node = file.at.node if file else None
    lines = node.get("redirects") if isinstance(node, MappingNode) else None
    if file is None or not isinstance(lines, MappingNode):
        return {}
    source = file.at.source
    return {
        key.text: (Span(source, key.start, key.end), Span(source, value.start, value.end))
        for key, value in lines.fields
    }


def check_gone(missing: Iterable[Gone], records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each address that people know and where they would find nothing."""
    file = records.file(SiteFile)
    if file is None:
        return
    at = file.at.name_span("redirects") if file.at.written("redirects") else file.at.span()
    for one in missing:
        address = shown(one.address)
        message = f"{address} was {shown(one.stands_for)}. Nothing is there now, "
        message += "and nothing leads on from it."
        help_ = f"Add under redirects: {address}: {one.now or MARK}"
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
        self._ends: dict[str, str | None] = {}
        self._near: dict[str, Words] = {}

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
        near = self._like(_ending(old)).closest(new)
        help_ = f"Did you mean `{near}`?" if near else "Write where the same is now."
        return _Wrong(message, help_, near)

    def _like(self, ending: str) -> Words:
        """Give the addresses of what is of one kind, made ready once to be compared with."""
        if ending not in self._near:
            self._near[ending] = Words(one for one in self._stays if _ending(one) == ending)
        return self._near[ending]

    def _end(self, address: str) -> str | None:
        """Give where redirects from an address end; None where they never do. Each is gone once."""
        passed: dict[str, None] = {}
        at: str = address
        while at in self._led and at not in passed and at not in self._ends:
            passed[at] = None
            at = self._led[at]
        end = self._ends.get(at, None if at in passed else at)
        self._ends.update(dict.fromkeys(passed, end))
        return end


def _ending(address: str) -> str:
    """Tell what kind of thing is at an address: a page, or a file with this ending."""
    if of_old(address) is not Each.OLD_FILE:
        return "/"
    found = _END_OF_NAME.search(address)
    return found[0] if found else ""
