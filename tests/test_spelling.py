"""What visitors and editors read is spelled as in the United States."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.catalogue import CATALOGUE
from sitegen.languages import PageLanguage

ROOT = Path(__file__).parents[1]
GUIDES = (
    "another-programme",
    "editing",
    "checking",
    "deploying",
    "calendars",
    "data-for-others",
    "diagnostics",
)

BRITISH = re.compile(
    r"\b(?:\w*(?:colour|neighbour|favour|behaviour|honour|labour)\w*"
    r"|(?:organis|recognis|realis|customis|optimis|summaris|apologis)\w+"
    r"|(?:mis)?spelt|learnt|labell(?:ed|ing)|travell\w+|modell\w+|centres?|licences?|defence|grey"
    r"|catalogues?|enrolments?|programmes?|judgements?|whilst)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|^```.*?^```", re.DOTALL | re.MULTILINE)
"""What stands in code, and where links lead: names of files and values stay as they are."""


def texts() -> Iterator[tuple[str, str]]:
    """Every text that visitors or editors read, with its name."""
    for name in ("README.md", "CHANGELOG.md", *(f"docs/{one}.md" for one in GUIDES)):
        yield name, CODE.sub("", (ROOT / name).read_text(encoding="utf-8"))
    for folder in ("schemas", "content", "schedules"):
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix in {".json", ".yaml", ".md"}:
                yield path.name, path.read_text(encoding="utf-8")
    catalogue = PageLanguage.SPANISH.catalogue
    assert catalogue
    said = re.findall(r'^(?:msgid )?"(.*)"$', catalogue.read_text(encoding="utf-8"), re.MULTILINE)
    yield "texts of pages", "\n".join(said)
    yield "titles of problems", "\n".join(str(one) for one in CATALOGUE.values())
    # The reports themselves stand in the cases, in blocks of code.
    for path in sorted((ROOT / "tests/cases").glob("*.md")):
        reported = re.findall(
            r"(?:error|warning|notice): (.*)|= help: (.*)", path.read_text("utf-8")
        )
        yield path.name, "\n".join("".join(one) for one in reported)


@pytest.mark.parametrize(("name", "text"), [*texts()], ids=lambda one: str(one)[:40])
def test_words_are_american(name: str, text: str) -> None:
    assert BRITISH.findall(text) == [], name


def test_british_words_are_found() -> None:
    assert BRITISH.findall("The colour of a programme, misspelt.") == [
        "colour",
        "programme",
        "misspelt",
    ]
