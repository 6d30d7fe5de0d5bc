"""What is left over in texts is found, and what is meant is left alone."""

from __future__ import annotations

import re

import pytest
from case_files import report
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.programme.checks.left_over import is_clearly_marked
from sitegen.source.markdown.marks import Markdown


def codes(body: str) -> list[str]:
    page = f"---\ntitle: More\nsummary: More.\n---\n{body}\n".encode()
    return [d.code for d in report({"content/pages/more.md": page}).diagnostics]


@pytest.mark.parametrize(
    "body",
    [
        "He said [sic] that it [the training] is free [emphasis added].",
        "See [1] and [no date], [this place], or [A] and [B].",
        "Type `{{ name }}`, `[insert date]`, `** bold **` or `<time>` as it stands.",
        "```\n{{ name }} ** bold ** [your name](/x\n```",
        "A footnote[^1] and [a reference][us].\n\n[^1]: Here.\n\n[us]: /contact/",
        "Lunch is free*, and dinner is free\\*\\* too. *Not on Sundays.",
        "2 * 3 * 4 is 24, and 2 ** 3 is written as 2^3.".replace("**", "\\*\\*"),
        "snake_case, file__name and __init__ are names.",
        "#5 is a number, and so is # 6. We are number #1.",
        "About ~10 to ~20 people, 10 % of all, R&D; AT&T, &copy; 2022, a&nbsp;b.",
        "Prices are $5 and $10 {about}. It is 5 < 6 and 7 > 6.",
        "- [ ] To do\n- [x] Done",
        "Words (in brackets) and [in others] (see there).",
        "[The form](/contact/) (a page) and [x](/contact/ 'Title').",
        "Call 601-555-0100 or mail a.b@example.org, at any time (yes).",
        "| Date | Time |\n|---|---|\n| 5 May | 9:00 |",
        "He wrote: “[name withheld]” and [link below].".replace("[link below]", "more"),
        "1. One\n   - two\n\n   Three\n2. Four",
    ],
)
def test_what_is_meant_is_left_alone(body: str) -> None:
    assert codes(body) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Dear {{name}}.", "left-over"),
        ("{%- if x -%} Free.", "left-over"),
        ("Dear ${first_name}.", "left-over"),
        ("Dear <<First Name>>.", "left-over"),
        ("Call [phone number].", "left-over"),
        ("Ask [Your Name] at [insert agency name here].", "left-over"),
        ("On [date], at [TIME].", "left-over"),
        ("On <insert date here>.", "left-over"),
        ("On <date>.", "left-over"),
        ("> It begins on [DATE].", "left-over"),
        ("- Bring [add list here].", "left-over"),
        ("Bring ** a pen**.", "shown-sign"),
        ("Bring **a pen **.", "shown-sign"),
        ("Bring __ a pen __.", "shown-sign"),
        ("Bring * a pen * too.", "shown-sign"),
        ("## Bring ** a pen **", "shown-sign"),
        ("| a |\n|---|\n| ** b ** |", "shown-sign"),
        ("**Bring a pen", "shown-sign"),
        ("###Next", "shown-sign"),
        ("#Next steps", "shown-sign"),
        ("Free[^2].", "shown-sign"),
        ("> [!WARNING]\n> Bring a pen.", "shown-sign"),
        ("[the form](https://example.org/form", "unfinished-link"),
        ("[the form](/contact/ and more", "unfinished-link"),
        ("[the form] (/contact/)", "unfinished-link"),
        ("- [the form](mailto:a@example.org", "unfinished-link"),
        ("[the form(https://example.org/form)", "unfinished-link"),
        ("Read.\n\n    Indented.", "shown-as-code"),
        ("[Note]: important", "not-shown"),
        ("Free.\n\n[^x]: Not on Sundays.", "not-shown"),
        ("| a |\n|---|\n| b | c |", "not-shown"),
        ("a&zwnj;b", "html-in-text"),
        ("a&nsbp;b", "html-in-text"),
        ("[this]\n\n[this]: /nowhere/", "broken-link"),
        ("[What that is][a]\n\n[A]: #nothing", "broken-link"),
        ("https://example.org/peer-training/contact/", "broken-link"),
        ("www.example.org", "link-target"),
        ("http://example.org", "link-target"),
        ("> [here it is](javascript:x)", "link-target"),
    ],
)
def test_what_is_left_over_is_found(body: str, code: str) -> None:
    assert set(codes(body)) - {"link-text"} == {code}


PIECES = st.sampled_from(
    [
        *("a", "Bc ", "1", ". ", ", ", "! ", "(", ")", "\n", "\n\n", "\n- ", "\n2. ", "    ", "\t"),
        *("**ab**", "*c d*", "**", "*", " **e.** ", "(*f*)", '"**g h**"', "é", "—", "\u00a0", "& "),
        *("://", "www.", "--", "\n===\n", "+ ", "\n* "),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
@example("- Bring **a pen** & *paper*, please.\n\n    **code**")
@example("http://example.org/(**a**")
def test_what_is_clearly_marked_shows_no_signs(text: str) -> None:
    if is_clearly_marked(text):
        for words in Markdown(text).words:
            assert not re.search(r"\*\*|\* |__|~~|[\[<#{]", text[words.start : words.end])


@pytest.mark.parametrize(
    ("text", "is_clear"),
    [
        ("**One** and *two* words.\n\n- *An item*\n", True),
        ("Bring **a pen **.", False),
        ("**a*b**", False),
        ("**a\nb**", False),
        ("2 * 3 * 4", False),
        ("`**a**`", False),
        ("[**a**](/x/)", False),
        ("a**b**c", False),
    ],
)
def test_only_what_is_beyond_doubt_is_clearly_marked(text: str, is_clear: bool) -> None:
    assert is_clearly_marked(text) is is_clear


@pytest.mark.parametrize("sign", ["{{", "{%", "<<", "&nbsp;", "${a", "[insert ", "__", "* a * "])
def test_a_flood_of_signs_is_looked_at_at_once(sign: str) -> None:
    codes(sign * (20_000 // len(sign)))


@pytest.mark.parametrize(
    "body",
    [
        "## The file_name_here\n\nRead [about it](#the-file-name-here).",
        "> ## In a quotation\n\nRead [about it](#in-a-quotation).",
        "- ## In a list\n\nRead [about it](#in-a-list).",
        "A &amp; B\n---\n\nRead [about it](#a-b).",
        "## `code` and ~~more~~[^1]\n\nRead [about it](#code-and-more).\n\n[^1]: Why.",
        "## One ##\n\n## One\n\nRead [about it](#one-2).",
    ],
)
def test_a_link_to_a_heading_as_it_is_shown_is_right(body: str) -> None:
    assert codes(body) == []
