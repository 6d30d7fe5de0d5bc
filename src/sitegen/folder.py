"""A site's folder on disk: which files it holds, and their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.programme.documents import MOST_BYTES as MOST_OF_A_DOCUMENT
from sitegen.programme.documents import DocumentFile, NoDocument, read_document
from sitegen.programme.ledger import LEDGER_PATH
from sitegen.programme.look.pictures import MOST_BYTES
from sitegen.programme.records import FOLDERS, PUBLISHED, can_be_logo, is_published, is_read
from sitegen.source.suggestions import closest
from sitegen.tree import Tree, tree_of


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """What stands in a site's folder: bytes by path for what is read, and the other paths.

    Paths are relative to the root, with slashes, sorted. The ledger's bytes are empty where nothing
    was published yet. `pictures` are what a logo may be, each as far as one may be long.
    `documents` tells what published files hold (see `read_document`). `dead_links` lead nowhere.
    `passed_over` are left out because of their names (see `tree`).
    """

    root: Path
    read: Mapping[str, bytes]
    others: frozenset[str]
    ledger: bytes = b""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    documents: Mapping[str, DocumentFile | NoDocument] = field(default_factory=dict)
    dead_links: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()

    def published(self, name: str) -> bytes:
        """Give the bytes of a file of `content/files/`."""
        return (self.root / "content" / "files" / name).read_bytes()


def read_site_files(root: Path) -> SiteFiles:
    """Read the files of the site at `root`. What is gone before it is read was not there.

    Raises OSError where the disk refuses.
    """
    trees = {name: tree_of(root / name) for name in (*FOLDERS, *_misnamed_folders(root))}

    def below(part: Callable[[Tree], Sequence[str]]) -> list[str]:
        return sorted(f"{name}/{path}" for name, tree in trees.items() for path in part(tree))

    paths = below(lambda tree: tree.files)
    return SiteFiles(
        root=root,
        read=dict(_contents(root, filter(is_read, paths))),
        others=frozenset(p for p in paths if not is_read(p) and p != LEDGER_PATH),
        ledger=dict(_contents(root, [LEDGER_PATH])).get(LEDGER_PATH, b""),
        pictures=dict(_contents(root, filter(can_be_logo, paths), most=MOST_BYTES + 1)),
        documents=documents_in(
            _contents(root, filter(is_published, paths), most=MOST_OF_A_DOCUMENT + 1)
        ),
        dead_links=frozenset(below(lambda tree: tree.dead_links)),
        passed_over=frozenset(below(lambda tree: tree.passed_over)),
    )


def documents_in(
    contents: Iterable[tuple[str, bytes]],
) -> Mapping[str, DocumentFile | NoDocument]:
    """Tell what files of content/files/ hold, one after another, so that no two are in memory."""
    return {path: read_document(path.removeprefix(PUBLISHED), data) for path, data in contents}


def _contents(
    root: Path, paths: Iterable[str], most: int | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file that is still there, at most so many.

    A logo is read one byte further than it may be long, so that a longer file can be told.
    """
    for path in paths:
        with suppress(FileNotFoundError), (root / path).open("rb") as file:
            yield path, file.read() if most is None else file.read(most)


def replace_file(path: Path, data: bytes) -> None:
    """Give a file new bytes, or make it, in one step: a reader gets the old ones or the new ones.

    Raises OSError where the disk refuses; then the file is as it was.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _misnamed_folders(root: Path) -> Iterator[str]:
    """Yield folders that most likely are meant for one that is not there: `schedule`."""
    absent = [name for name in FOLDERS if not (root / name).is_dir()]
    for path in sorted(root.iterdir()) if absent and root.is_dir() else ():
        if path.is_dir() and path.name not in FOLDERS and closest(path.name.casefold(), absent):
            yield path.name
