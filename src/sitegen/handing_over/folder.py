"""Publishes to a folder, such as that of a web server: site and ledger change in one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sitegen.handing_over import Last, Next, Overtaken
from sitegen.lazy import dataclass
from sitegen.programme.ledger import CARRIED_LEDGER, LARGEST_LEDGER
from sitegen.publish import written_before
from sitegen.reading import MOST_PUBLISHED, read_unlinked
from sitegen.seal import MANIFEST


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    folder: Path

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return f"the folder {self.folder}"

    def last(self) -> Last:
        """Look at what was published last. Raises OSError."""
        ledger = self._ledger()
        has_site = (self.folder / MANIFEST).is_file()
        return Last(ledgers=() if ledger is None else (ledger,), has_site=has_site)

    def calendars(self, last: Last) -> Mapping[str, bytes]:  # noqa: ARG002 - it is what is there
        """Give the files of which a lost ledger can be made."""
        return calendars_in(self.folder)

    def hand_over(self, last: Last, following: Next) -> bool:
        """Build into the folder, where it still holds what was published last.

        The ledger comes first: where files are replaced one by one, what was recorded and not
        published yet harms nobody.
        """

        def first() -> Iterator[tuple[str, bytes]]:
            ledger = self._ledger()
            if (() if ledger is None else (ledger,)) != last.ledgers:
                raise Overtaken
            yield CARRIED_LEDGER, following.ledger

        published = following.build(self.folder, first())
        return bool(published.written or published.removed)

    def _ledger(self) -> bytes | None:
        try:
            return read_unlinked(self.folder / CARRIED_LEDGER, LARGEST_LEDGER)
        except FileNotFoundError:
            return None


def calendars_in(folder: Path) -> Mapping[str, bytes]:
    """Give the files of a published folder of which a lost ledger can be made."""
    wanted = (one for one in written_before(folder) if one.endswith((".ics", ".json")))
    return {one: read_unlinked(folder / one, MOST_PUBLISHED) for one in wanted}
