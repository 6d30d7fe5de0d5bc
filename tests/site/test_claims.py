"""Every address that is planned was claimed, so no two files can meet unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import programmes
import pytest
from case_files import ROOT, checked
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.kept import NOTHING
from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Document, Programme
from sitegen.site.addresses import file_of
from sitegen.site.calendar_files import calendar_files
from sitegen.site.claims import claims, collisions
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
EVERY_STATE = ROOT / "tests/projects/every-state"
SPANISH = (PageLanguage.SPANISH,)
DAYS = [date(2020, 1, 1), date(2022, 3, 1), date(2024, 1, 1), date(2031, 3, 5), date(2040, 1, 1)]


def no_templates() -> Templates:
    """Templates that nothing is rendered with: a plan only says what would be."""
    none = SimpleNamespace(assets=(), kept=NOTHING)
    none.said_in = lambda _: none
    return cast("Templates", none)


def planned(programme: Programme, today: date = programmes.TODAY) -> list[str]:
    """The files of a site, without those of its templates and documents."""
    calendars = calendar_files(programme, Ledger(), today=today, base_url=BASE)
    files = plan(
        programme, today=today, base_url=BASE, templates=no_templates(), other_files=calendars
    )
    return [file.address for file in files]


@cache
def every_state() -> Programme:
    found = check_site(read_site_files(EVERY_STATE), lambda _: date(2031, 3, 5)).programme
    assert found is not None
    return found


def in_languages(programme: Programme, *languages: PageLanguage) -> Programme:
    return replace(programme, site=replace(programme.site, other_languages=languages))


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("languages", [(), SPANISH], ids=["one language", "two languages"])
def test_every_planned_file_was_claimed_on_any_day(
    today: date, languages: tuple[PageLanguage, ...]
) -> None:
    for whole in (every_state(), programmes.rich()):
        programme = in_languages(whole, *languages)
        files = planned(programme, today)
        claimed = {file_of(claim.address) for claim in claims(programme)}
        assert set(files) <= claimed
        assert len(set(files)) == len(files)
        assert not list(collisions(programme))


def meet(files: list[str]) -> bool:
    """Whether two files are one on some disk, or one is where another needs a folder."""
    small = [file.casefold() for file in files]
    folders = {file[: match.start()] for file in small for match in re.finditer("/", file)}
    return len(set(small)) < len(small) or not folders.isdisjoint(small)


def parts() -> list[str]:
    """Every part of every planned address that an id may be: "past", "print", "es", "2022"."""
    whole = in_languages(programmes.rich(), *SPANISH)
    found = {part for file in planned(whole) for part in re.split(r"[/.]", file)}
    found |= {part.removesuffix(end) for part in found for end in ("-trainings", "-deadlines")}
    return sorted(part for part in found if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part))


ids = st.lists(st.sampled_from(parts()), max_size=3, unique=True)
FILES = ("a.pdf", "A.pdf", "a.PDF", "b/c.pdf", "B/c.pdf", "index.html", "d", "D")


def documents(names: list[str]) -> Iterator[Document]:
    for number, name in enumerate(names):
        yield Document(id=f"d{number}", label="Form", url=None, file=name, note=None)


@settings(max_examples=150)
@given(
    pages=ids,
    tracks=ids,
    trainings=ids,
    files=st.lists(st.sampled_from(FILES), max_size=3),
    languages=st.sampled_from([(), SPANISH]),
)
def test_whatever_ids_are_chosen_what_meets_is_found(
    pages: list[str],
    tracks: list[str],
    trainings: list[str],
    files: list[str],
    languages: tuple[PageLanguage, ...],
) -> None:
    # Pages of rules and documents are there only with some, and their addresses are kept for them.
    theirs = programmes.track("for-agencies", "Track", audience=programmes.SUPERVISORS)
    made = [programmes.CPSS, theirs, *(programmes.track(one, "Track") for one in tracks)]
    programme = in_languages(
        programmes.programme(
            tracks=tuple(made),
            trainings=[programmes.training(one, made[-1], date(2022, 5, 2)) for one in trainings],
            pages=tuple(programmes.page(one, one, "") for one in pages),
            documents=(programmes.FORM, *documents(files)),
            designations=programmes.rich().designations,
        ),
        *languages,
    )
    published = [*planned(programme), *(f"documents/files/{name}" for name in set(files))]
    if meet(published):
        assert any(second.record for _, second in collisions(programme))
    else:
        assert not list(collisions(programme))


PAGE = "---\ntitle: Mine\nsummary: A page of mine.\n---\nWords.\n"
SITE = "other_languages: [es]\n"


@pytest.mark.parametrize("name", parts())
@pytest.mark.parametrize("language", ["", SITE], ids=["one language", "two languages"])
def test_a_page_with_any_name_is_accepted_and_can_be_planned_or_is_reported(
    name: str, language: str
) -> None:
    site = (ROOT / "tests/projects/small/content/site.yaml").read_text(encoding="utf-8")
    result = checked(
        {
            f"content/pages/{name}.md": PAGE.encode(),
            "content/site.yaml": (site + language).encode(),
        }
    )
    codes = [one.code for one in result.report.diagnostics]
    if result.programme is None:
        assert codes.count("duplicate-address") == 1, codes
    else:
        assert not meet(planned(result.programme))


def test_a_document_that_differs_in_capitals_from_another_is_reported() -> None:
    files: dict[str, Any] = {
        "content/files/Form.pdf": b"%PDF-1.7\n%%EOF\n",
        "content/files/form.pdf": b"%PDF-1.7\n%%EOF\n",
        "content/documents.yaml": b"""documents:
  - {id: application, label: One, file: form.pdf}
  - {id: other, label: Two, file: Form.pdf}
""",
    }
    (one,) = (d for d in checked(files).report.diagnostics if d.code == "duplicate-address")
    assert one.message == "The file Form.pdf would have the address /documents/files/Form.pdf."
    assert one.span.path == "content/documents.yaml"
