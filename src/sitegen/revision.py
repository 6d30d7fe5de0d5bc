"""A revision of git as a folder to read: the files of a site as they were then, out of the way.

Nothing of the work tree or of the repository is touched. Only git's own objects are read, so that
no filter, hook or attribute of a revision acts.
"""

from __future__ import annotations

import os
import posixpath
import stat
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.git import environment
from sitegen.lazy import dataclass
from sitegen.programme.documents import MOST_BYTES as MOST_OF_A_DOCUMENT
from sitegen.programme.ledger import LARGEST_LEDGER, LEDGER_PATH
from sitegen.reports.harmless import harmless
from sitegen.tree import FOLDERS, MOST_ENTRIES

_READ = (*FOLDERS, "templates")
"""What is taken of a revision. Links in it may lead to more."""

_MOST_TOGETHER = 1_000_000_000
"""Bytes that are written out. One object may stand at many paths."""

_LARGEST_LIST = 50_000_000
"""Bytes of the list of all files."""

_LONGEST_NAME, _LONGEST_LINK = 500, 4096
_MOST_STEPS = 8
"""So many links after one another are followed."""

_MOST_ASKED = 500
"""Paths in one question to git. Systems limit how long a command may be."""


class NoRevision(Exception):  # noqa: N818 - what was asked for, not a bug of ours
    """Says why a revision cannot be read, in a sentence."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file in a revision: its mode, the name of its content, and how many bytes that has."""

    mode: int
    object: str
    size: int


@contextmanager
def folder_of_site(root: Path, name: str) -> Iterator[Path]:
    """Give a folder with a site: the one that is called so, or that of a revision.

    Raises NoRevision.
    """
    if name and any((Path(name) / one).is_dir() for one in FOLDERS):
        yield Path(name)
    else:
        with folder_of_revision(root, name) as folder:
            yield folder


@contextmanager
def folder_of_revision(root: Path, name: str) -> Iterator[Path]:
    """Give a folder with the site's files as they are in a revision. It is there for the moment.

    `root` is the site's folder in the work tree. What is too large to be read is there with its
    size and without its content. Raises NoRevision.
    """
    git = _Git(root)
    tree = git.resolve(name)
    files = _files(git, tree, name)
    with TemporaryDirectory(prefix="sitegen-") as made:
        folder = Path(os.path.realpath(made))
        try:
            _write(git, files, folder)
        except (OSError, ValueError) as error:
            message = f"The revision {_shown(name)} holds what cannot be written to a disk."
            raise NoRevision(message) from error
        yield folder


class _Git:
    """Asks git, without a shell, in the site's folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Run a command of git. Raises NoRevision where there is no git."""
        try:
            return subprocess.Popen(  # noqa: S603 - no shell; what is typed stands behind an option
                ["git", "--no-optional-locks", *arguments],  # noqa: S607 - as the user has it
                cwd=self._root,
                env={**environment(), **_QUIETLY},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except FileNotFoundError as error:
            message = "There is no git on this machine, so no revision can be read. Name a folder."
            raise NoRevision(message) from error

    def ask(self, *arguments: str, most: int) -> bytes | None:
        """Give what a command says; None where it fails. Raises NoRevision where it says more."""
        with self.start(*arguments) as process:
            if process.stdin is None or process.stdout is None:
                return None
            process.stdin.close()
            said = process.stdout.read(most + 1)
            if len(said) > most:
                process.kill()
                raise NoRevision("This revision has too many files.")
        return None if process.returncode else said

    def resolve(self, name: str) -> str:
        """Give the name of the object that somebody calls so. Raises NoRevision."""
        if name.startswith("-") or not name.isprintable() or len(name) > _LONGEST_NAME:
            raise NoRevision(f"{_shown(name)} is not the name of a revision.")
        there = self._root.is_dir()
        if not there or self.ask("rev-parse", "--git-dir", most=_LARGEST_LIST) is None:
            where = harmless(str(self._root.resolve()))
            message = f"git cannot read revisions in {where}. Name a folder instead of"
            raise NoRevision(f"{message} {_shown(name)}.")
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        said = self.ask(*asked, most=_LARGEST_LIST)
        if not said:
            message = f"There is no folder with a site and no revision {_shown(name)}. If git has"
            raise NoRevision(f"{message} not fetched it here yet: git fetch origin")
        return said.decode("ascii").strip()

    def files(self, tree: str, paths: Iterable[str]) -> Mapping[str, _File]:
        """Give every file of a revision below these paths. Raises NoRevision."""
        found: dict[str, _File] = {}
        asked = sorted(paths)
        for number in range(0, len(asked), _MOST_ASKED):
            some = asked[number : number + _MOST_ASKED]
            listed = ("ls-tree", "-r", "-z", "-l", "--", tree, *some)
            said = self.ask(*listed, most=_LARGEST_LIST)
            if said is None:
                raise NoRevision(f"git cannot list the files of this revision. {_IN_PART}")
            try:
                found |= _listed(said)
            except ValueError as error:  # git says of an object that it is not there
                raise NoRevision(
                    f"git cannot find all files of this revision. {_IN_PART}"
                ) from error
            if len(found) > MOST_ENTRIES:
                raise NoRevision(f"This revision has more than {MOST_ENTRIES:,} files.")
        return found


_QUIETLY = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
"""git asks nobody and fetches nothing: only what is here is compared."""

_IN_PART = "If it was cloned in part, fetch the rest: git fetch --refetch"


def _listed(said: bytes) -> Iterator[tuple[str, _File]]:
    for line in said.split(b"\0"):
        facts, tab, path = line.partition(b"\t")
        if tab:
            mode, _, name, size = facts.split()
            length = 0 if size == b"-" else int(size)  # of another repository (a submodule)
            yield os.fsdecode(path), _File(int(mode, 8), name.decode("ascii"), length)


def _files(git: _Git, tree: str, name: str) -> Mapping[str, _File]:
    """Give the files of the site, and those to which links among them lead."""
    found = dict(git.files(tree, _READ))
    tops = {path.partition("/")[0] for path in found}
    if not tops.intersection(FOLDERS):
        message = f"There is no site in the revision {_shown(name)}: it has no folder content"
        raise NoRevision(f"{message} or schedules.")
    new: Mapping[str, _File] = found
    for _ in range(_MOST_STEPS):
        links = [path for path, file in new.items() if stat.S_ISLNK(file.mode)]
        wanted = _targets(git, {path: new[path] for path in links}) - found.keys()
        new = {path: file for path, file in git.files(tree, wanted).items() if path not in found}
        if not new:
            break
        found |= new
    return found


def _targets(git: _Git, links: Mapping[str, _File]) -> set[str]:
    """Give the paths within the site to which links lead."""
    found: set[str] = set()
    for path, target in _contents(git, links, _LONGEST_LINK):
        aim = posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(target)))
        if "\0" not in aim and not aim.startswith(("/", "..", "-")) and aim != ".":
            found.add(aim)
    return found


def _contents(git: _Git, files: Mapping[str, _File], most: int) -> Iterator[tuple[str, bytes]]:
    """Yield the first bytes of each file, by its path."""
    if not files:
        return
    with git.start("cat-file", "--batch") as process:
        if process.stdin is None or process.stdout is None:
            return
        try:
            for path, file in files.items():
                process.stdin.write(f"{file.object}\n".encode())
                process.stdin.flush()
                _, kind, size = process.stdout.readline().split()
                if kind != b"blob":
                    raise NoRevision(f"git cannot read {harmless(path)} of this revision.")
                length = int(size)
                data = process.stdout.read(min(length, most))
                _skip(process, length - len(data) + 1)
                yield path, data
        except (ValueError, OSError) as error:  # it is missing, or git has ended
            message = f"git cannot read all files of this revision. {_IN_PART}"
            raise NoRevision(message) from error
        finally:
            process.kill()


def _skip(process: subprocess.Popen[bytes], many: int) -> None:
    """Pass over so many bytes of what git says."""
    while process.stdout is not None and many > 0:
        part = process.stdout.read(min(many, 1 << 16))
        if not part:
            return
        many -= len(part)


def _write(git: _Git, files: Mapping[str, _File], folder: Path) -> None:
    """Write files first and links last, so that nothing is written through a link."""
    plain = {path: file for path, file in files.items() if stat.S_ISREG(file.mode)}
    links = {path: file for path, file in files.items() if stat.S_ISLNK(file.mode)}
    for path in files:
        _must_be_inside(path)
        is_repository = path not in plain and path not in links
        where = folder / path
        (where if is_repository else where.parent).mkdir(parents=True, exist_ok=True)
    left = _MOST_TOGETHER
    ledger = {path: plain[path] for path in plain.keys() & {LEDGER_PATH}}
    others = {path: file for path, file in plain.items() if path not in ledger}
    for some, most in ((ledger, LARGEST_LEDGER + 1), (others, MOST_OF_A_DOCUMENT + 1)):
        for path, data in _contents(git, some, most):
            left -= len(data)
            if left < 0:
                raise NoRevision("The files of this revision are too large together.")
            with (folder / path).open("xb") as file:
                file.write(data)
                file.truncate(plain[path].size)
    for path, target in _contents(git, links, _LONGEST_LINK):
        (folder / path).symlink_to(os.fsdecode(target))


def _must_be_inside(path: str) -> None:
    if path.startswith("/") or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise NoRevision(f"The revision holds a file with the name {harmless(path)}.")


def _shown(name: str) -> str:
    return harmless(name[:_LONGEST_NAME])
