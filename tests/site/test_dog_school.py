"""A dog school is made by the same program: nothing of it speaks of peers, offices or the law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.folder import SiteFiles, read_site_files
from sitegen.lazy import replace
from sitegen.settings import Settings

SCHOOL = Path(__file__).parents[1] / "projects/dog-school"
TODAY = date(2031, 3, 5)
SITE, RULES = "content/site.yaml", "content/designations.yaml"

ITS_RULE = b"""\
facts:
  vaccinated: {type: yes or no, ask: Is your dog vaccinated?}
designations: []
track_entry:
  every-dog:
    requires: [{text: has a dog that is vaccinated, when: {vaccinated: yes}}]
tests:
  - {person: With a shot, answers: {vaccinated: yes}, can_apply_for: [every-dog]}
  - {person: Without, answers: {vaccinated: no}, cannot_apply_for: [every-dog]}
"""

NOT_ITS_OWN = re.compile(
    r"\b(?:peers?|support\w*|supervis\w*|certif\w*|designations?|recovery|mississippi|mental"
    r"|health|offices?|the law|law asks|GovernmentOrganization|call or write|call us"
    r"|you can always apply|always apply|crisis|988|cpss\w*|postal"
    r"|you c(?:an|ould) apply until(?! the training begins)"
    r"|specialists?|agenc(?:y|ies)|programmes?|colours?"
    r"|pares|apoyo|certifica\w*|designaci\w+|recuperaci\w+|oficinas?|salud|ley|llámenos"
    r"|nos llama|siempre puede|puede solicitar hasta|especialistas?|agencias?)\b",
    re.IGNORECASE,
)

NO_WORDS = re.compile(
    r"Office 365|outlook\.office\.com"  # a program and its address
    r"|designations/"  # an address of every site
    r"|src/sitegen/\S+"  # a file of the program
    r"|\.crisis\b|@supports\b"  # in the style sheet
)


NOT_KNOWN_YET = b"""\
facts: {}
designations: []
track_entry:
  every-dog: {requires: tbd}
"""


def school(*, spanish: bool, rule: bool) -> SiteFiles:
    """The dog school, also in Spanish and with a rule of its own."""
    files = read_site_files(SCHOOL)
    read = dict(files.read)
    if spanish:
        read[SITE] += b"other_languages: [es]\n"
    if rule:
        read[RULES] = ITS_RULE
    return replace(files, read=read)


@cache
def built(tmp: Path, *, spanish: bool, rule: bool) -> dict[str, str]:
    """Every file that is made of it, by its address."""
    root = tmp / f"{spanish}-{rule}"
    for path, data in school(spanish=spanish, rule=rule).read.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    settings = Settings.of(root, root / "output", None, ())
    assert not build_site(settings, lambda _: TODAY).report.diagnostics
    made = (path for path in (root / "output").rglob("*") if path.is_file())
    return {
        path.relative_to(root / "output").as_posix(): path.read_text(encoding="utf-8")
        for path in made
    }


def found_in(text: str) -> list[str]:
    """Words that are not its own, with what stands around them."""
    text = NO_WORDS.sub("", text)
    return [text[max(one.start() - 30, 0) : one.end() + 30] for one in NOT_ITS_OWN.finditer(text)]


@pytest.fixture(scope="module")
def tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dogs")


VARIANTS = pytest.mark.parametrize(
    ("spanish", "rule"), [(False, False), (False, True), (True, False), (True, True)]
)


@VARIANTS
def test_nothing_that_is_made_of_a_dog_school_has_words_of_other_programs(
    tmp: Path, *, spanish: bool, rule: bool
) -> None:
    files = built(tmp, spanish=spanish, rule=rule)
    kinds = {Path(name).suffix for name in files}
    assert {".html", ".ics", ".atom", ".json", ".xml", ".txt", ".js", ".css", ".svg"} <= kinds
    assert {name: found for name, text in files.items() if (found := found_in(text))} == {}


@VARIANTS
def test_pages_without_anything_to_show_are_not_there_and_nothing_leads_to_them(
    tmp: Path, *, spanish: bool, rule: bool
) -> None:
    files = built(tmp, spanish=spanish, rule=rule)
    for name in ("check", "designations", "documents", "supervisors"):
        is_there = rule and name in {"check", "designations"}
        assert (f"{name}/index.html" in files) == is_there
        links = [path for path, text in files.items() if f'/dogs/{name}/"' in text]
        assert bool(links) == is_there, links
        assert (f"https://example.org/dogs/{name}/" in files["sitemap.xml"]) == is_there


def test_where_nobody_can_be_called_visitors_are_told_to_write(tmp: Path) -> None:
    files = built(tmp, spanish=False, rule=True)
    assert "Write to us about trainings and applications." in files["contact/index.html"]
    assert '<a href="#contact">Write to us</a>' in files["accessibility/index.html"]
    assert '<a href="#contact">write to us</a>' in files["check/index.html"]
    assert "When you write to us, we learn" in files["privacy/index.html"]
    assert 'href="tel:' not in "".join(files.values())


def test_a_deadline_for_something_else_than_applying_is_said_in_its_own_words(tmp: Path) -> None:
    page = built(tmp, spanish=False, rule=False)["trainings/puppies-2031-04/index.html"]
    assert "Vaccination Proof Due: by the end of <strong>" in page


def test_before_applications_open_that_deadline_is_said_in_its_own_words_too(tmp: Path) -> None:
    files = built(tmp, spanish=False, rule=False)
    begin = "You can apply from then on. Vaccination Proof Due: by the end of <strong>"
    assert begin in files["trainings/puppies-2031-10/index.html"]
    firm = "but the deadline is firm. Vaccination Proof Due: by the end of <strong>"
    assert firm in files["trainings/puppies-2031-11/index.html"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("07", "You can apply from then until the training begins. There is no deadline."),
        ("08", "You can apply from then on. There is no deadline. The places go to those who"),
        ("12", "There is no deadline. You can apply until the training begins."),
    ],
)
def test_it_can_have_no_deadline_and_open_later(tmp: Path, name: str, words: str) -> None:
    files = built(tmp, spanish=False, rule=False)
    page = files[f"trainings/puppies-2031-{name}/index.html"]
    assert page.index('<p class="status') < page.index(words)
    assert "<dt>Vaccination Proof Due</dt><dd>none" in page
    spanish = built(tmp, spanish=True, rule=False)[f"es/trainings/puppies-2031-{name}/index.html"]
    assert words not in spanish
    assert "fecha límite" in spanish


def test_what_is_asked_of_dogs_can_be_not_known_yet(tmp: Path) -> None:
    read = {**school(spanish=True, rule=False).read, RULES: NOT_KNOWN_YET}
    root = tmp / "not-known"
    for path, data in read.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    settings = Settings.of(root, root / "output", None, ())
    found = build_site(settings, lambda _: TODAY).report.diagnostics
    assert {one.code for one in found} == {"requirements-unknown"}
    pages = {
        path.relative_to(root / "output").as_posix(): path.read_text(encoding="utf-8")
        for path in (root / "output").rglob("*.html")
    }
    assert {name: words for name, text in pages.items() if (words := found_in(text))} == {}
    for name in ("check", "trainings/puppies"):
        assert "The requirements are not known yet" in pages[f"{name}/index.html"]
        assert "The requirements are not known yet" not in pages[f"es/{name}/index.html"]
    assert '<a href="#contact">Write to us</a>.' in pages["check/index.html"]


def test_what_it_is_for_search_engines_is_what_it_says(tmp: Path) -> None:
    pages = built(tmp, spanish=False, rule=False)
    assert '"@type":"Organization"' in pages["index.html"]
    assert '"@type":"Organization"' in pages["trainings/puppies/index.html"]


def test_one_track_without_an_audience_has_no_heading_of_one(tmp: Path) -> None:
    home = built(tmp, spanish=False, rule=False)["index.html"]
    chances = home[home.index('<ul class="chances">') :]
    assert chances.index("Puppy Course") < chances.index("<h2>")
    assert "<h3>" not in home[: home.index("Puppy Course")]


def mistakes() -> Iterator[tuple[str, str]]:
    """Each file of it with each line left out, twice, with another value or another name."""
    for path, data in read_site_files(SCHOOL).read.items():
        lines = data.decode().splitlines(keepends=True)
        for number, line in enumerate(lines):
            name, colon, value = line.partition(":")
            wrong = [""]
            if colon and value.strip() and not line.startswith("#"):
                wrong += [f"{name}: {bad}\n" for bad in ("???", "no such")]
                wrong.append(f"{name}zz:{value}")
            for one in wrong:
                yield path, "".join([*lines[:number], one, *lines[number + 1 :]])


NAMED = re.compile(r"`[^`]*`|content/\S+\.yaml|[“\"][^”\"]*[”\"]")
"""Names of fields and files, and what was typed, as a report quotes them."""

OF_THE_FORMAT = re.compile(r"\b(?:office|designation)s?\b")
"""What the entries of contacts.yaml and designations.yaml are called, which has to be said."""


def test_no_report_about_a_dog_school_has_words_of_other_programs() -> None:
    files, found = read_site_files(SCHOOL), set()
    every = list(mistakes())
    assert len(every) > 150
    for path, text in every:
        broken = replace(files, read={**files.read, path: text.encode()})
        for one in check_site(broken, lambda _: TODAY).report.diagnostics:
            said = NAMED.sub("", f"{one.message} {one.help or ''}")
            found.update(found_in(OF_THE_FORMAT.sub("", said)))
    assert found == set()
