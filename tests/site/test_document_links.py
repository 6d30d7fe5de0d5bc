"""A link to a document in a text leads to its file, or while there is none, says whom to ask."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from programmes import CPSS, FORM, KATHY, TODAY, deadline, page, planned, programme, training
from read_pages import main_of, said_in

from sitegen.lazy import replace
from sitegen.programme.model import Document
from sitegen.source.markdown.marks import Markdown

STEPS = Markdown("1. Fill in the [*form*](/documents/#document-form).\n2. Send it.\n")
FILE = "https://forms.example.org/a?b=1&c=2"
READY = replace(FORM, id="form", label="Form", url=FILE, note=None)
MISSING = replace(READY, url=None)
PAGES = ("trainings/cpss/index.html", "trainings/t/index.html", "become/index.html")


def site(*documents: Document, steps: Markdown = STEPS) -> dict[str, str]:
    track = replace(CPSS, how_to_apply=steps, documents=documents)
    t = training("t", track, TODAY + timedelta(30), deadline=deadline(TODAY + timedelta(9)))
    files = planned(
        programme(
            tracks=(track,),
            trainings=(t,),
            documents=documents,
            pages=(page("become", "How to become certified", steps),),
        )
    )
    return {path: files[path].decode() for path in (*PAGES, "documents/index.html")}


@pytest.mark.parametrize("path", PAGES)
def test_it_leads_to_the_file_once_there_is_one(path: str) -> None:
    found = site(READY)[path]
    assert f'<a href="{FILE.replace("&", "&amp;")}"><em>form</em></a>.' in found


@pytest.mark.parametrize("path", PAGES)
def test_until_then_the_step_says_whom_to_ask_and_leads_nowhere_else(path: str) -> None:
    page = site(MISSING)[path]
    main = main_of(page)
    assert f"Fill in the form (ask for it: {KATHY.name}, {KATHY.office.name}, " in said_in(page)
    assert not re.search(r'<a href="[^"]*documents/', main)
    assert main.count(KATHY.office.name) == 1


def test_the_page_of_the_documents_says_once_whom_to_ask_for_all_of_them() -> None:
    other = replace(MISSING, id="other", label="Other")
    several = site(MISSING, other, replace(READY, id="ready"))["documents/index.html"]
    assert main_of(several).count(KATHY.name) == 1
    assert 'id="document-form"' in several
    one = said_in(site(MISSING)["documents/index.html"])
    assert f"Form We cannot link to it yet. Ask for it: {KATHY.name}" in one


def test_a_document_that_no_step_names_or_that_says_more_stands_beside_the_steps() -> None:
    for shown in (replace(READY, id="other"), replace(READY, note=Markdown("Two pages."))):
        assert "What you need for it" in said_in(site(shown)[PAGES[0]])
    assert "What you need for it" not in said_in(site(READY)[PAGES[0]])


def test_a_step_that_leads_to_the_contacts_says_itself_whom_to_ask() -> None:
    steps = Markdown("1. [Ask *us*](/contact/) for it.\n2. [Ask again](/contact/).\n")
    said = f"{KATHY.name}, {KATHY.office.name}, "
    for path in PAGES[:2]:
        page = site(READY, steps=steps)[path]
        assert "Ask <em>us</em> (" in page
        assert f"Ask us ({said}" in said_in(page)
        assert "Ask again." in said_in(page)
