"""One name that is written at many places and does not exist: it was renamed, or never added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.lazy import dataclass, replace
from sitegen.source.suggestions import Words, closest, proposal
from sitegen.source.values import as_id
from sitegen.source.wording import listed, shown

MOST_SHOWN = 12
"""So many known names are listed in a help."""

_MOST_RELATED = 5


@dataclass(frozen=True, slots=True)
class Use:
    """A name that does not exist, where it is written, and the report for this place alone."""

    name: str
    span: Span
    alone: Callable[[], Diagnostic]


@dataclass(frozen=True, slots=True)
class Known:
    """The names that there are, by place, and those among them that nothing names.

    `where` they are given, and as what `field`: `id: `.
    """

    names: Mapping[str, Span]
    unused: Sequence[str]
    where: str
    field: str = ""


def by_name(uses: Iterable[Use], known: Known) -> Iterator[Diagnostic]:
    """Yield one report for each name, also if it is written at several places.

    Where one thing is named nowhere, its name was changed most likely. A name that is near to one
    that others use is a slip at each of its places, so each is reported.
    """
    groups: dict[str, list[Use]] = {}
    for use in uses:
        groups.setdefault(use.name, []).append(use)
    for name, group in groups.items():
        if len(group) == 1:
            yield group[0].alone()
            continue
        renamed = closest(name, known.unused) or (
            known.unused[0] if len(known.unused) == 1 else None
        )
        if renamed is not None:
            yield _renamed(renamed, group, known)
        elif closest(name, known.names):
            yield from (use.alone() for use in group)
        else:
            first, *others = group
            said = first.alone()
            message = f"{said.message} {len(group)} places name it."
            help_ = f"Change these places, or add it to {known.where} first."
            places = (*said.related, *_places(others))
            yield replace(said, message=message, help=help_, related=places)


def once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield one report for each message, also if it is said of several places."""
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in found:
        groups.setdefault((one.code, one.message), []).append(one)
    for first, *others in groups.values():
        if not others:
            yield first
            continue
        message = f"{first.message} It stands at {len(others) + 1} places."
        places = (Related("it stands here too", one.span) for one in others[:_MOST_RELATED])
        yield replace(first, message=message, related=(*first.related, *places))


def _renamed(renamed: str, group: Sequence[Use], known: Known) -> Diagnostic:
    name, many = shown(group[0].name), len(group)
    message = f"Nothing names `{renamed}`, and {many} places name `{name}`, which does not exist."
    old = f"write {known.field}{name}" if known.field else "give it back the name that it had"
    help_ = f"If it was renamed, {old}. If the new one is meant, change the {many} places"
    help_ += ", and the links to it." if known.field else "."
    if closest(group[0].name, [renamed]) is None:
        help_ += " If it is another one, give what is missing a line of its own."
    return problem("unknown-reference", known.names[renamed], message, help_, *_places(group))


def _places(uses: Sequence[Use]) -> Iterator[Related]:
    for use in uses[:_MOST_RELATED]:
        yield Related(f"`{shown(use.name)}` is written here", use.span)


def nearest(name: str, known: Words) -> str | None:
    """Give the known name that is most likely meant, if one is near."""
    return known.closest(name) or known.closest(as_id(shown(name)))


def hint(name: str, known: Words, path: str) -> str:
    """Say which of the known names was meant, or which there are in the file at `path`."""
    near = nearest(name, known)
    if near:
        return proposal(name, near)
    if not known.sorted:
        return f"Add it to {path} first."
    return f"Write {listed(known.sorted[:MOST_SHOWN])}, or add it to {path} first."
