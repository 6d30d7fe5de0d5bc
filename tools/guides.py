"""The guides in docs/: their parts, and the site after somebody has followed an example."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.check import Checked, check_site
from sitegen.folder import SiteFiles
from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger, write_ledger
from sitegen.record import recorded

ROOT = Path(__file__).parents[1]
TODAY = date(2022, 3, 1)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# Reading Markdown


@dataclass(frozen=True)
class Block:
    """A fenced example of a file of the site; `upload` is put into content/files/ with it."""

    path: str
    upload: str | None
    text: str


def blocks(text: str) -> list[Block]:
    fence = r"^```\w+ title=(\S+)(?: upload=(\S+))?\n(.*?)^```$"
    return [Block(*found) for found in re.findall(fence, text, re.MULTILINE | re.DOTALL)]


def without_fences(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def sections(text: str, level: int) -> dict[str, str]:
    """Text below each heading of a level; a `#` inside a fence is no heading."""
    found: dict[str, str] = {}
    name, fenced = "", False
    for line in text.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if not fenced and re.match(rf"#{{1,{level}}} ", line):
            name = line.strip("# \n")
        found[name] = found.get(name, "") + line
    return found


def table(text: str) -> list[list[str]]:
    """Cells of every row below the heads of the tables in `text`."""
    rows = re.findall(r"^\| (.*) \|$", text, re.MULTILINE)
    return [row.split(" | ") for row in rows]


def code(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


EDITING, CALENDARS = read("docs/editing.md"), read("docs/calendars.md")

RECIPES = {
    name: text
    for name, text in sections(sections(EDITING, 2)["Recipes"], 3).items()
    if name != "Recipes"
}
"""How something is done, in the guide for editors, by name."""


# Trying the examples


def with_block(files: SiteFiles, block: Block) -> SiteFiles:
    """The site's files after an editor has followed an example.

    A whole file is written. An entry replaces the one with its first line, or is added at the end.
    So does a field of the site's settings, and the certification.
    """
    old = files.read.get(block.path, b"").decode()
    first = block.text.partition("\n")[0]
    if block.path == "content/site.yaml" or first == "certification:":
        return with_fields(files, block)
    if not old or not re.match("- (id|person):", first.lstrip()):
        text = block.text
    else:
        deeper = len(first) - len(first.lstrip()) + 1
        entry = re.compile(rf"^{re.escape(first)}\n(?: {{{deeper},}}.*\n)*", re.MULTILINE)
        text, count = entry.subn(lambda _: block.text, old)
        text = text if count else f"{old.rstrip()}\n{block.text}"
    uploads = {f"content/files/{block.upload}"} if block.upload else set()
    return replace(
        files,
        read={**files.read, block.path: text.encode()},
        others=files.others | uploads,
    )


def with_fields(files: SiteFiles, block: Block) -> SiteFiles:
    """The files after each field of an example has replaced that of the file, or was added."""
    text = files.read[block.path].decode()
    for field in re.findall(r"^\w+:.*\n(?: .*\n)*", block.text, re.MULTILINE):
        name = field.partition(":")[0]
        whole = re.compile(rf"^{name}:.*\n(?: .*\n)*", re.MULTILINE)
        changed, count = whole.subn(field.replace("\\", r"\\"), text)
        text = changed if count else f"{text.rstrip()}\n{field}"
    return replace(files, read={**files.read, block.path: text.encode()})


def followed(files: SiteFiles, *recipes: str) -> SiteFiles:
    for recipe in recipes:
        for block in blocks(recipe):
            files = with_block(files, block)
    return files


def checked(files: SiteFiles) -> Checked:
    return check_site(files, lambda _: TODAY)


def published(files: SiteFiles) -> SiteFiles:
    """Give the site's files after they were published, so that people have all of its dates."""
    programme = checked(files).programme
    assert programme is not None
    return replace(files, ledger=write_ledger(recorded(programme, Ledger(), TODAY)))


def found(files: SiteFiles) -> Counter[tuple[str, str]]:
    return Counter((d.code, d.message) for d in checked(files).report.diagnostics)
