"""The calendars that a site publishes: feeds to subscribe to, copies, and their language."""

from __future__ import annotations

import re
from functools import cache

import pytest
from programmes import TODAY, rich

from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Programme
from sitegen.record import recorded
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

OF_SUBSCRIPTIONS = ("X-WR-CALNAME", "NAME", "SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL")


def files(programme: Programme) -> dict[str, str]:
    planned = calendar_files(
        programme, Ledger(), today=TODAY, base_url="https://example.org/peer-support/"
    )
    return {file.address: unfolded(file.produce()) for file in planned}


def unfolded(data: bytes) -> str:
    return data.decode().replace("\r\n ", "")


@cache
def english() -> dict[str, str]:
    return files(rich())


@cache
def spanish() -> dict[str, str]:
    return files(replace(rich(), site=replace(rich().site, language="es")))


def names_in(calendar: str) -> set[str]:
    return set(re.findall(r"^([A-Z-]+)[;:]", calendar.partition("BEGIN:V")[0], re.MULTILINE))


@pytest.mark.parametrize("name", OF_SUBSCRIPTIONS)
def test_only_what_is_fetched_again_says_how(name: str) -> None:
    for address, text in english().items():
        has_it = re.search(f"^{name}[;:]", text, re.MULTILINE) is not None
        assert has_it is address.startswith("calendars/"), address


def test_a_site_in_spanish_has_the_same_files_and_entries() -> None:
    assert list(spanish()) == list(english())
    for address, text in spanish().items():
        for name in ("UID", "DTSTART", "DTEND", "RRULE", "SEQUENCE", "STATUS", "URL", "RELATED-TO"):
            line = f"^{name}[;:].*$"
            assert re.findall(line, text, re.MULTILINE) == re.findall(
                line, english()[address], re.MULTILINE
            )


ENGLISH_WORDS = re.compile(
    r"\b(Place:|Contact:|Website of|virtual or|be announced|dates not firm|full\)|POSTPONED|"
    r"CANCELLED: |by the end|Central Time|trainings and d|trainings only|deadlines only|"
    r"other deadlines|"
    r"Monday|March|May|June|each day|From the|part \d|This training|noon|Ask us|Important date)"
)


def test_a_site_in_spanish_has_no_calendar_in_english() -> None:
    for address, text in spanish().items():
        # What editors have typed stays as it is.
        rest = re.sub(r"(CPSS|Bridger|Supervisor) Training", "X", text).replace("\\n", "\n")
        found = ENGLISH_WORDS.search(rest)
        assert found is None, f"{found} in {address}"


@pytest.mark.parametrize("words", ["Place:", "Contact:", "Website of", "dates not firm", "noon"])
def test_the_words_that_are_looked_for_are_those_of_an_english_site(words: str) -> None:
    assert any(words in text for text in english().values())
    assert ENGLISH_WORDS.search(words)


def test_what_a_site_in_spanish_says() -> None:
    everything = spanish()["calendars/all-trainings-and-deadlines.ics"]
    for words in (
        "PRODID:-//Mississippi Department of Mental Health//sitegen//ES",
        "X-WR-CALNAME:Peer Support Services: capacitaciones y fechas límite",
        "SUMMARY:CANCELADA: CPSS Training (virtual)",
        "SUMMARY:APLAZADA: CPSS Training (virtual)",
        "LOCATION:Por anunciar",
        "CATEGORIES:Fecha importante",
        "\\nLugar: Civic Hall\\, 1 Main Street\\, Jackson\\, MS 39201\\nRing the bell",
        "lunes\\, 16 de mayo al viernes\\, 20 de mayo de 2022",
    ):
        assert words in everything


def test_a_site_in_spanish_has_no_feed_of_changes_in_english() -> None:
    programme = replace(rich(), site=replace(rich().site, language="es"))
    ledger = recorded(programme, Ledger(), TODAY)
    planned = plan(
        programme,
        ledger=ledger,
        today=TODAY,
        base_url="https://example.org/",
        templates=Templates([shipped_templates()]),
    )
    texts = {
        file.address: file.produce().decode() for file in planned if "changes." in file.address
    }
    assert set(texts) == {"changes.atom", "changes.json"}
    for text in texts.values():
        assert "Capacitación nueva." in text
        assert "CPSS Training desde el lunes, 16 de mayo de 2022" in text
        assert not re.search("New training|New date|Monday|What has changed", text)
    assert 'xml:lang="es"' in texts["changes.atom"]
