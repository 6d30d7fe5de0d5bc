"""Parts of large files, such as the entries of a calendar, as an earlier build has made them.

A file that shows thousands of trainings is made again when one of them has changed. Each of its
parts is made of one training or deadline, and taken from before only while the digest of that is
the same (`ingredients`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar, cast

Part = TypeVar("Part", bound="str | tuple[Any, ...]")
"""What can be written down as it is: a text, or texts, bytes, numbers and None in tuples."""

OfKind: TypeAlias = dict[str, tuple[str, Any]]
"""Parts of one kind, by the id of what each is made of: the digest of that, and the part."""


def _nothing(_: str) -> OfKind:
    return {}


class Parts:
    """What is made of each training and deadline: once, and not again while these are the same."""

    def __init__(
        self, digests: Mapping[str, str], before: Callable[[str], OfKind] = _nothing
    ) -> None:
        """Take the digest of everything by id, and what gives parts of a kind from before."""
        self._digests = digests
        self._before = before
        self._parts: dict[str, OfKind] = {}
        self._new: dict[str, OfKind] = {}

    def of(self, kind: str, id_: str, make: Callable[[], Part]) -> Part:
        """Give the part of a kind that is made of one thing, from before where that is right."""
        digest = self._digests.get(id_)
        if digest is None:
            return make()
        known = self._of_kind(kind)
        found = known.get(id_)
        if found is None or found[0] != digest:
            found = known[id_] = self._new.setdefault(kind, {})[id_] = (digest, make())
        return cast("Part", found[1])

    def handed_over(self) -> dict[str, OfKind]:
        """Give what was made since this was asked last, for another process to `take`."""
        made, self._new = self._new, {}
        return made

    def take(self, made: Mapping[str, OfKind]) -> None:
        """Take in what another process has made."""
        for kind, parts in made.items():
            self._of_kind(kind).update(parts)
            self._new.setdefault(kind, {}).update(parts)

    def to_keep(self) -> dict[str, OfKind]:
        """Give by kind every part that is right now, where any was made since before."""
        return {
            kind: {
                id_: part
                for id_, part in self._of_kind(kind).items()
                if self._digests.get(id_) == part[0]
            }
            for kind in self._new
        }

    def _of_kind(self, kind: str) -> OfKind:
        if kind not in self._parts:
            self._parts[kind] = self._before(kind)
        return self._parts[kind]


NO_PARTS: Final = Parts({})
"""Nothing is known from before, and nothing is kept."""
