"""Broken letters, and signs that act or hide: found in any text, and never where they are right."""

from __future__ import annotations

import re
import sys
import unicodedata
from datetime import date

import pytest
from case_files import checked, report
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.source import odd_signs as odd_signs_module
from sitegen.source.odd_signs import Oddity, cleaned, odd_signs

WORDS = re.split(
    " ",
    "español niño años información están ¿Qué? ¡Sí! EDUCACIÓN ESPAÑA PERÚ CAFÉ vergüenza élève "
    "façade naïve über Straße œuvre Łódź 75° © ½ don’t “quoted” – — … • → ✓ € ™ 😀 tiếng Việt "
    "Привет Ελλάς 日本語テスト",
)
"""Words as programmes write them, and some in other alphabets."""


def broken(text: str, encoding: str) -> str:
    """Read UTF-8 in an older encoding, as a program does. What it does not know stays a control."""
    signs = (bytes([b]) for b in text.encode())
    return "".join(s.decode(encoding, errors="ignore") or chr(s[0]) for s in signs)


def taken(text: str) -> str:
    return cleaned(text).text


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_letters_that_were_broken_come_back(word: str, encoding: str) -> None:
    assert taken(f"a {broken(word, encoding)} b") == f"a {word} b"


@pytest.mark.parametrize("word", [w for w in WORDS if w.isascii() or max(w) < "\u2000"])
def test_letters_that_were_broken_twice_come_back(word: str) -> None:
    assert taken(broken(broken(word, "cp1252"), "cp1252")) == word


@pytest.mark.parametrize("encoding", ["mac_roman", "cp437", "cp850", "cp1250", "cp1251"])
@pytest.mark.parametrize("word", ["español", "años", "élève", "don’t", "“quoted”", "2020–21"])
def test_letters_that_other_systems_have_broken_come_back(word: str, encoding: str) -> None:
    assert taken(broken(word, encoding)) == word


def test_accents_that_a_mac_keeps_apart_join_their_letter() -> None:
    word = broken(unicodedata.normalize("NFD", "español"), "cp1252")
    assert taken(word) == "español"
    assert taken(broken(word, "cp1252")) == "español"


MEANT = [
    *("SÃO PAULO", "AMANHÃ…", "“IRMÔ", "PÃO®", "«está»—dijo", "«está»…", "“café”…", "‘café’”"),
    *("Spaß…", "Spaß”", "5 Å–6 Å", "“Ñ”", "NIÑ”", "voilà…”", "É…", "“É”—", "SÄ…", "Ó’Brien"),
    *("√2", "√π", "├── a", "─┬┐", "Привет", "Ελλάδα", "日本語", "tiếng Việt", "“PERÔ", "BÖ–", "Þ…"),
    *(
        "👩\u200d🏫",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "👨\u200d👩\u200d👧",
        "🏴\U000e0067\U000e0062\U000e007f",
    ),
    *(
        "می\u200cخواهم",
        "क्\u200dष",
        "ไทย\u200bไทย",
        "\u2067שלום\u2069",
        "שלום\u200f!",
        "Pre\u00a0fix",
    ),
]


@pytest.mark.parametrize("text", MEANT)
def test_what_people_mean_stays(text: str) -> None:
    assert odd_signs(text) == []


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Zs", "Po"], max_codepoint=0x2FF)))
def test_letters_are_only_ever_taken_for_broken_where_signs_stand_between_them(text: str) -> None:
    letters = "".join(c for c in text if c.isascii() or c.isalpha())
    assert [one for one in odd_signs(letters) if one.oddity is not Oddity.BROKEN] == []


def test_no_sign_that_is_taken_for_usual_at_a_glance_is_odd() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    left = set(odd_signs_module._unusual(every))
    for seen in (odd_signs_module._ANY, odd_signs_module._IN_NO_VALUE):
        assert set(seen.findall(every)) <= left


def test_each_sign_of_ascii_that_nobody_can_see_is_odd() -> None:
    odd = {sign for sign in map(chr, range(128)) if odd_signs(f"ab{sign}cd")}
    assert odd == {sign for sign in map(chr, range(128)) if not sign.isprintable()} - set("\t\n\r")


@given(st.text(st.sampled_from("aé Ã±â€™\u0092\u200b\u202e\ufffd\ufeff\uf0b7\n\r:-")))
@example("\uf0b7\ufeffÃ\x92")
def test_what_is_taken_out_is_known_by_its_place(text: str) -> None:
    clean = cleaned(text)
    assert len(clean.text) + len(clean.removed) == len(text)
    assert list(clean.removed) == sorted(set(clean.removed))
    assert all(clean.text[at] == " " for at in clean.lost)
    assert text.count("\n") == clean.text.count("\n")
    found = odd_signs(text)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end for one, end in zip(found, ends, strict=False))


@pytest.mark.parametrize(
    "sign",
    ["\u202e", "\u202b", "\ufffd", "\uf0b7", "\U000e0041", "\ufff9", "\ufffc", "\u0081"],
)
def test_signs_that_act_are_refused_in_every_file(sign: str) -> None:
    raw = sign.encode("utf-8", errors="surrogatepass")
    for path in (
        "content/site.yaml",
        "content/contacts.yaml",
        "content/pages/welcome.md",
        "schedules/2023.yaml",
    ):
        text = b"title: x" + raw + b"y\n"
        if path.endswith(".md"):
            text = b"---\ntitle: Welcome\nsummary: Hello.\n---\n\nHello x" + raw + b"y.\n"
        codes = {d.code for d in report({path: text}).diagnostics if d.span.path == path}
        assert codes & {"odd-character", "broken-letters", "encoding"}


def test_what_nobody_can_see_reaches_no_page() -> None:
    fields = "title: Wel\u00adcome you\nsummary: He\u200bllo.\n"
    page = f"---\n{fields}---\n\nHe\u2060llo \u202ayou\u202c.\n"
    found = checked({"content/pages/hello.md": page.encode()}, date(2022, 1, 15))
    assert {d.code for d in found.report.diagnostics} == {"pasted-space"}
    assert found.programme is not None
    (shown,) = [one for one in found.programme.pages if one.id == "hello"]
    assert (shown.title, shown.summary, shown.body.strip()) == (
        "Welcome you",
        "Hello.",
        "Hello you.",
    )


def test_one_line_is_one_report() -> None:
    note = "Donâ€™t bring “espaÃ±ol” or Ã©lÃ¨ve."
    page = f"---\ntitle: Hello\nsummary: Hello.\n---\n\n{note}\n"
    found = report({"content/pages/hello.md": page.encode()}).diagnostics
    assert [d.code for d in found] == ["broken-letters"]
    assert found[0].fix is not None
    assert found[0].fix.safe
    assert found[0].fix.text == "Don’t bring “español” or élève"


@pytest.mark.parametrize("broken_again", ["\x80\x00\xac\xa9", "\x85\u2028\x85closed_days"])
def test_a_help_never_holds_a_sign_that_acts(broken_again: str) -> None:
    data = f"closed_days:\n  - name: {broken_again}\n    on: January 1\n".encode()
    for found in report({"content/closed-days.yaml": data}).diagnostics:
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", f"{found.message}{found.help}")
