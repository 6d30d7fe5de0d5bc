"""The cases of `tests/cases/`: a mistake in the small site, and exactly what is said about it.

A case is Markdown: a title, a sentence on why it matters, blocks that are the files with the
mistake, and a block `text` with the report. A block's first line says what it is:

    ```yaml title=schedules/2022.yaml     replaces or adds this file of `projects/small/`
    ```yaml right=schedules/2022.yaml     the same file without the mistake; nothing is reported
    ```yaml title=content/x.yaml bytes    \\xe9 in it stands for that byte
    ```yaml title=content/x.yaml times=9  the block so many times, one after another
    ```link title=content/x refused=LOOP  not a file, but what `Refusal` says (see `tree.py`)

Lines of the prose: `Today: 2022-02-20` (otherwise January 15, 2022), and
`Without: content/tracks.yaml` for a file that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from sitegen.catalogue import CATALOGUE
from sitegen.check import Checked, check_site
from sitegen.diagnostics import Report
from sitegen.folder import SiteFiles, documents_in, read_site_files
from sitegen.lazy import replace
from sitegen.programme.ledger import LEDGER_PATH
from sitegen.programme.records import can_be_logo, is_published, is_read
from sitegen.tree import Refusal, Refused, is_passed_over

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"
SMALL = Path(__file__).parent / "projects" / "small"
TODAY = date(2022, 1, 15)

_BLOCK = re.compile(r"^(`{3,})([^\n]*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A fenced block: the words of its first line, and what stands in it."""

    language: str
    words: Mapping[str, str]
    text: str

    @property
    def content(self) -> bytes:
        """Bytes of the file."""
        data = self.text.encode() * int(self.words.get("times", "1"))
        if "bytes" in self.words:
            data = re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes.fromhex(m[1].decode()), data)
        return data


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case, as written."""

    name: str
    title: str
    prose: str
    blocks: tuple[Block, ...]
    today: date
    without: frozenset[str]
    expected: str

    @property
    def code(self) -> str:
        """The code that the case is named after: `date-format` for `date-format-us`."""
        fitting = [c for c in CATALOGUE if self.name == c or self.name.startswith(f"{c}-")]
        return max(fitting, key=len)

    def wrong(self) -> Report:
        """What is said about the site with the mistake."""
        return self._wrong

    def right(self) -> Report | None:
        """What is said about the site without it; None where the case does not show it."""
        return self._right

    @cached_property
    def _wrong(self) -> Report:
        refused = {
            b.words["title"]: Refused(Refusal[b.words["refused"]])
            for b in self.blocks
            if "refused" in b.words
        }
        return report(self._files("title"), self.today, self.without, refused)

    @cached_property
    def _right(self) -> Report | None:
        files = self._files("right")
        return report(files, self.today) if files else None

    def mistaken(self) -> dict[str, bytes]:
        """Give the files with the mistake."""
        return self._files("title")

    def _files(self, kind: str) -> dict[str, bytes]:
        return {
            b.words[kind]: b.content
            for b in self.blocks
            if kind in b.words and "refused" not in b.words
        }


def report(
    files: Mapping[str, bytes],
    today: date = TODAY,
    without: frozenset[str] = frozenset(),
    refused: Mapping[str, Refused] = MappingProxyType({}),
) -> Report:
    """Give what is said about the small site with these files, and without some."""
    return checked(files, today, without, refused).report


def checked(
    files: Mapping[str, bytes],
    today: date = TODAY,
    without: frozenset[str] = frozenset(),
    refused: Mapping[str, Refused] = MappingProxyType({}),
) -> Checked:
    """Check the small site with these files added or replaced, and without some."""
    small = small_site()
    every = {**dict.fromkeys(small.others, b""), **small.read, **files}
    site = site_files({path: data for path, data in every.items() if path not in without})
    return check_site(replace(site, refused=refused), lambda _: today)


def site_files(files: Mapping[str, bytes]) -> SiteFiles:
    """Give files as if they had been read from a disk, and no others."""
    passed_over = {path for path in files if any(map(is_passed_over, path.split("/")))}
    paths = sorted(files.keys() - passed_over - {LEDGER_PATH})
    return SiteFiles(
        root=SMALL,
        read={path: files[path] for path in paths if is_read(path)},
        others=frozenset(path for path in paths if not is_read(path)),
        ledger=files.get(LEDGER_PATH, b""),
        pictures={path: files[path] for path in paths if can_be_logo(path)},
        documents=documents_in((path, files[path]) for path in paths if is_published(path)),
        passed_over=frozenset(passed_over),
    )


@cache
def small_site() -> SiteFiles:
    """Give the small site, in which nothing is wrong."""
    return read_site_files(SMALL)


def read_cases() -> list[Case]:
    """Give all cases by name."""
    return [read_case(path) for path in sorted(CASES.glob("*.md"))]


@cache
def read_case(path: Path) -> Case:
    """Read one case. It is one value, so that what is said of it is found once."""
    text = path.read_text(encoding="utf-8")
    blocks = tuple(_blocks(text))
    prose = _BLOCK.sub("", text)
    title, _, rest = prose.removeprefix("# ").partition("\n")
    today = re.search(r"^Today: (.+)$", prose, re.MULTILINE)
    without = re.findall(r"^Without: (.+)$", prose, re.MULTILINE)
    return Case(
        name=path.stem,
        title=title,
        prose=re.sub(r"^(Today|Without): .+\n", "", rest, flags=re.MULTILINE).strip(),
        blocks=blocks,
        today=date.fromisoformat(today[1]) if today else TODAY,
        without=frozenset(without),
        expected="".join(b.text for b in blocks if b.language == "text"),
    )


def _blocks(text: str) -> Iterator[Block]:
    for match in _BLOCK.finditer(text):
        language, *rest = match[2].split()
        words = {word.partition("=")[0]: word.partition("=")[2] for word in rest}
        yield Block(language=language, words=words, text=match[3])


def rewrite_expected(path: Path, said: str) -> None:
    """Write what is said now into the case's block `text`, which is added where there is none."""
    text = path.read_text(encoding="utf-8")
    block = f"```text\n{said}```"
    found = next((m for m in _BLOCK.finditer(text) if m[2] == "text"), None)
    if found is None:
        text = f"{text.rstrip()}\n\n{block}\n"
    else:
        text = f"{text[: found.start()]}{block}{text[found.end() :]}"
    path.write_text(text, encoding="utf-8", newline="\n")
