"""A site's folder on disk: which files it holds, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from sitegen.lazy import dataclass, field
from sitegen.programme.documents import MOST_BYTES as MOST_OF_A_DOCUMENT
from sitegen.programme.documents import DocumentFile, read_document
from sitegen.programme.flaws import Flaw
from sitegen.programme.ledger import LARGEST_LEDGER, LEDGER_PATH
from sitegen.programme.look.pictures import MOST_BYTES
from sitegen.programme.records import (
    CONTENT_FILES,
    PUBLISHED,
    can_be_logo,
    is_part,
    is_published,
    is_read,
)
from sitegen.reading import MOST_PUBLISHED, TooLargeError, read_beginning, read_file
from sitegen.source.suggestions import closest
from sitegen.source.text import LARGEST_FILE
from sitegen.tree import FOLDERS, Refusal, Refused, tree_of

MOST_READ = 50_000_000
"""Bytes of all files that are read: a hundred times what a large site has."""

MOST_PUBLISHED_TOGETHER = 1_000_000_000
"""Bytes of all files in `content/files/`. GitHub Pages takes no larger site."""


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """What stands in a site's folder: bytes by path for what is read, and the other paths.

    Paths are relative to the root, with slashes, sorted. The ledger's bytes are empty where nothing
    was published yet. `pictures` are what a logo may be, each as far as one may be long.
    `documents` tells what published files hold (see `read_document`). `dead_links` lead nowhere.
    `passed_over` are left out because of their names (see `tree`). `refused` are files and folders
    that are not looked into.
    """

    root: Path
    read: Mapping[str, bytes]
    others: frozenset[str]
    ledger: bytes = b""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    documents: Mapping[str, DocumentFile | Flaw] = field(default_factory=dict)
    dead_links: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    refused: Mapping[str, Refused] = field(default_factory=dict)

    @property
    def unread(self) -> frozenset[str]:
        """The files of the site that cannot be read, each of which is reported for itself."""
        hidden = tuple(f"{path}/" for path in self.refused)
        cut = any(one.why is Refusal.MANY for one in self.refused.values())
        absent = CONTENT_FILES.keys() - self.read.keys()
        below = {path for path in absent if cut or path.startswith(hidden)}
        return self.dead_links | below | frozenset(filter(is_part, self.refused))

    def published(self, name: str) -> bytes:
        """Give the bytes of a file of `content/files/`. Raises OSError."""
        return read_file(self.root / "content" / "files" / name, self.root, MOST_PUBLISHED)


def read_site_files(root: Path) -> SiteFiles:
    """Read the files of the site at `root`, and nothing outside of it.

    What is gone before it is read was not there. Raises OSError where the disk refuses.
    """
    trees = {name: tree_of(root / name, root) for name in (*FOLDERS, *_misnamed_folders(root))}
    paths = sorted(f"{name}/{path}" for name, tree in trees.items() for path in tree.files)
    refused = {
        f"{name}/{path}".rstrip("/"): Refused(why)
        for name, tree in trees.items()
        for path, why in tree.refused
    }
    texts = _Budget(root, MOST_READ, refused)
    read = dict(texts.read(filter(is_read, paths), LARGEST_FILE))
    ledger = dict(_Budget(root, LARGEST_LEDGER, refused).read([LEDGER_PATH], LARGEST_LEDGER))
    _Budget(root, MOST_PUBLISHED_TOGETHER, refused).weigh(
        filter(is_published, paths), MOST_PUBLISHED
    )
    logos = (path for path in paths if can_be_logo(path) and path not in refused)
    return SiteFiles(
        root=root,
        read=read,
        others=frozenset(p for p in paths if p not in refused and not _is_ours(p)),
        ledger=ledger.get(LEDGER_PATH, b""),
        pictures=dict(_Budget(root, MOST_READ, refused).begin(logos, MOST_BYTES + 1)),
        documents=documents_in(
            _Budget(root, MOST_PUBLISHED_TOGETHER, refused).begin(
                (path for path in paths if is_published(path) and path not in refused),
                MOST_OF_A_DOCUMENT + 1,
            )
        ),
        dead_links=frozenset(f"{n}/{path}" for n in trees for path in trees[n].dead_links),
        passed_over=frozenset(f"{n}/{path}" for n in trees for path in trees[n].passed_over),
        refused=refused,
    )


def _is_ours(path: str) -> bool:
    """Tell whether a file is read by sitegen: one of its own files, or the ledger."""
    return is_read(path) or path == LEDGER_PATH


def documents_in(
    contents: Iterable[tuple[str, bytes]],
) -> Mapping[str, DocumentFile | Flaw]:
    """Tell what files of content/files/ hold, one after another, so that no two are in memory."""
    return {path: read_document(path.removeprefix(PUBLISHED), data) for path, data in contents}


class _Budget:
    """Reads files as long as they are not too large, one by one and together.

    What is too large goes to `refused`, before it is read.
    """

    def __init__(self, root: Path, together: int, refused: dict[str, Refused]) -> None:
        self.root = root
        self._left = self._most = together
        self._refused = refused

    def read(self, paths: Iterable[str], most: int) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each file that is still there."""
        for path in paths:
            try:
                if path not in self._refused and self._takes(path, most):
                    yield path, read_file(self.root / path, self.root, most)
            except FileNotFoundError:
                continue
            except TooLargeError as error:  # it has grown
                self._refused[path] = Refused(Refusal.LARGE, error.size, most)

    def begin(self, paths: Iterable[str], most: int) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each file, of a longer one its first bytes only."""
        for path in paths:
            with suppress(FileNotFoundError):
                data = read_beginning(self.root / path, self.root, most)
                self._left -= len(data)
                if self._left < 0:
                    self._refused[path] = Refused(Refusal.TOGETHER, most=self._most)
                    return
                yield path, data

    def weigh(self, paths: Iterable[str], most: int) -> None:
        """Refuse what is too large to be published."""
        for path in paths:
            with suppress(FileNotFoundError):
                self._takes(path, most)

    def _takes(self, path: str, most: int) -> bool:
        """Tell whether a file is read. Only the first is reported with which it is too much."""
        size = (self.root / path).stat().st_size
        before = self._left
        if size > most:
            self._refused[path] = Refused(Refusal.LARGE, size, most)
            return False
        self._left -= size
        if self._left < 0:
            why = Refusal.TOGETHER if before >= 0 else Refusal.AFTER
            self._refused[path] = Refused(why, most=self._most)
        return self._left >= 0


def _misnamed_folders(root: Path) -> Iterator[str]:
    """Yield folders that most likely are meant for one that is not there: `schedule`."""
    absent = [name for name in FOLDERS if not (root / name).is_dir()]
    for path in sorted(root.iterdir()) if absent and root.is_dir() else ():
        if path.name not in FOLDERS and path.is_dir() and closest(path.name.casefold(), absent):
            yield path.name
