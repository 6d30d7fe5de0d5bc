"""Pages in a second language: all of them, with what is not translated shown and marked."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path
from urllib.parse import urljoin

import pytest
from catalogues import messages

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.languages import PageLanguage
from sitegen.programme.model import DayRun, Hours, Moment
from sitegen.settings import Settings
from sitegen.site.translation import in_language
from sitegen.site.wording import ForeignText, words_in

ROOT = Path(__file__).parents[2]
EVERY_STATE = ROOT / "tests/projects/every-state"
TODAY = date(2031, 3, 5)
SPANISH = words_in(PageLanguage.SPANISH)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    built = build_site(Settings.of(EVERY_STATE, output, None, ()), lambda _: TODAY)
    assert built.published is not None, built.report.diagnostics
    return output


def html(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def pages(site: Path) -> set[str]:
    return {file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")}


def test_every_page_is_there_in_both_languages(site: Path) -> None:
    spanish = {page for page in pages(site) if page == "es" or page.startswith("es/")}
    assert {(page.partition("/")[2] or ".") for page in spanish} == pages(site) - spanish
    assert len(spanish) > 40


def test_each_page_names_itself_in_both_languages(site: Path) -> None:
    for path, language in (("trainings/example", "en"), ("es/trainings/example", "es")):
        page = html(site, path)
        assert f'<html lang="{language}">' in page
        base = "https://example.org/examplia"
        for tag, url in (
            ("x-default", f"{base}/trainings/example/"),
            ("en", f"{base}/trainings/example/"),
            ("es", f"{base}/es/trainings/example/"),
        ):
            assert f'<link rel="alternate" hreflang="{tag}" href="{url}">' in page
        (canonical,) = re.findall(r'<link rel="canonical" href="(.*?)">', page)
        assert canonical == f"{base}/{path}/"
        (current,) = re.findall(r'hreflang="(\w+)" aria-current="true"', page)
        assert current == language


def test_pages_lead_to_pages_of_their_language_and_to_files_there_once(site: Path) -> None:
    page = html(site, "es/trainings/example")
    found = re.findall(r'(?:href|src)="(\.[^"#]*)', page)
    links = {urljoin("/es/trainings/example/", link).removeprefix("/") for link in found}
    assert "trainings/example/" in links  # to itself in English
    for link in links - {"trainings/example/"}:
        below = link.startswith("es/")
        assert below == link.endswith("/"), link
        file = site / link / ("index.html" if below else "")
        assert file.is_file(), link


def test_what_is_not_translated_is_marked(site: Path) -> None:
    page = html(site, "es/trainings/example")
    heading = re.search(r"<h1>(.*?)</h1>", page)
    assert heading
    assert heading[1] == '<span lang="en">Example Training</span>'
    assert "Algunas palabras de esta página solo están en inglés." in page
    assert "<title>Example Training – Peer Support in Examplia, DIS</title>" in page
    assert '<div lang="en">' in page  # Markdown


def test_no_mark_stands_in_an_attribute(site: Path) -> None:
    for path in sorted(pages(site)):
        page = html(site, path)
        assert not re.search(r'="[^"<>]*&lt;span', page), path
        assert not re.search(r'<[a-z]+ [^<>]*="[^"]*<span', page), path


def test_a_translated_page_keeps_the_fragments_of_the_page(site: Path) -> None:
    page = html(site, "es/become")
    assert "<h1>Cómo ser especialista de pares en Examplia</h1>" in page
    ids = re.findall(r'<h2 id="([^"]+)">(?:Los pasos|Qué puede salir mal)</h2>', page)
    assert ids == ["the-steps", "what-can-go-wrong"]
    assert 'href="../designations/"' in page
    assert "Algunas palabras" not in page


def test_help_in_a_crisis_is_in_the_language(site: Path) -> None:
    assert "<p>En una crisis, llame o envíe" in html(site, "es")
    assert "En una crisis" not in html(site, ".")


def test_a_heading_with_a_month_begins_with_a_capital(site: Path) -> None:
    for page in (page for page in pages(site) if page.startswith("es/")):
        headings = re.findall(r"<h[23][^>]*>\s*([^<]+)", html(site, page))
        months = [one for one in headings if re.search(r"\bde 20\d\d$", one.strip())]
        assert [one for one in months if one[0].islower()] == [], page


def test_the_site_in_one_language_has_no_switch(tmp_path: Path) -> None:
    built = build_site(Settings.of(ROOT, tmp_path, None, ()), lambda _: date(2022, 3, 1))
    assert built.published is not None
    page = html(tmp_path, ".")
    assert "hreflang" not in page
    assert 'class="languages"' not in page
    assert not (tmp_path / "es").exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (SPANISH.day(date(2022, 3, 21)), "lunes, 21 de marzo de 2022"),
        (
            SPANISH.days(date(2022, 3, 21), date(2022, 3, 25)),
            "lunes, 21 de marzo al viernes, 25 de marzo de 2022",
        ),
        (
            SPANISH.days(date(2021, 12, 27), date(2022, 1, 3)),
            "lunes, 27 de diciembre de 2021 al lunes, 3 de enero de 2022",
        ),
        (SPANISH.short_days(date(2022, 3, 21), date(2022, 3, 25)), "21 al 25 de marzo de 2022"),
        (SPANISH.month(date(2022, 3, 1)), "marzo de 2022"),
        (SPANISH.clock(time(8, 30)), "8:30 a. m."),
        (SPANISH.clock(time(12)), "mediodía"),
        (
            SPANISH.moment(Moment(date(2022, 4, 18), time(17))),
            "lunes, 18 de abril de 2022, 5 p. m.",
        ),
        (SPANISH.hours(Hours(time(8, 30), time(17))), "8:30 a. m. a 5 p. m."),
        (SPANISH.zone("America/Chicago"), "hora del centro"),
        (SPANISH.name_of("en-US"), "inglés"),
        (
            SPANISH.runs([DayRun(date(2021, 3, 1), date(2021, 3, 1))] * 2),
            "lunes, 1 de marzo de 2021; y lunes, 1 de marzo de 2021",
        ),
    ],
)
def test_dates_and_times_are_said_as_in_spanish(said: str, words: str) -> None:
    assert said == words


def test_marked_words_are_plain_in_text_and_marked_in_html() -> None:
    track = ForeignText.of("A & B", "en")
    said = SPANISH.say("Subscribe to {track} dates", track=track)
    assert said == "Suscribirse a las fechas de A & B"
    assert isinstance(said, ForeignText)
    assert said.__html__() == ('Suscribirse a las fechas de <span lang="en">A &amp; B</span>')


def test_records_that_were_one_stay_one() -> None:
    programme = check_site(read_site_files(EVERY_STATE), lambda _: TODAY).programme
    assert programme is not None
    marked = in_language(programme, PageLanguage.SPANISH)
    for training in marked.trainings:
        assert any(training.track is track for track in marked.tracks)
    assert {type(track.name) for track in marked.tracks} == {ForeignText}
    assert marked.trainings[0].id == programme.trainings[0].id
    assert type(marked.trainings[0].id) is str


def test_no_text_of_the_interface_is_left_in_english(site: Path) -> None:
    said = (one.id for one in messages(PageLanguage.SPANISH) if isinstance(one.id, str))
    plain = [text for text in said if len(text.split()) > 3 and not set("{%<") & set(text)]
    assert len(plain) > 150
    for path in sorted(pages(site)):
        if path.startswith("es/"):
            page = html(site, path)
            assert [text for text in plain if f">{text}<" in page] == [], path
