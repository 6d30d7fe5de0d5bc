"""Texts are shown as GitHub shows them: its own program and the page say the same, or it is told.

Same blocks, same items, same words, same addresses. What is not offered (HTML, pictures) is
reported by the check, and looked at in other tests.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from as_on_github import github, holds_html_or_pictures, page, said
from hypothesis import given, settings
from hypothesis import strategies as st
from needed import TESTS, missing

SPECIFICATION = TESTS / "node_modules/commonmark-spec/spec.txt"
_EXAMPLE = re.compile(
    r"^#{1,6} +(?P<section>.*)$|^`{32} example\n(?P<text>[\s\S]*?)^\.\n[\s\S]*?^`{32}$",
    re.MULTILINE,
)

NOT_OFFERED = {"HTML blocks": 44, "Raw HTML": 13, "Images": 19}
"""Sections about HTML and pictures, and how many of their examples hold some."""


def examples() -> list[tuple[str, str]]:
    """Give the section and the text of every example of the specification of CommonMark."""
    if not SPECIFICATION.is_file():
        missing("commonmark-spec", "npm ci --ignore-scripts --prefix tests")
    found, section = [], ""
    for match in _EXAMPLE.finditer(SPECIFICATION.read_text(encoding="utf-8")):
        if match["text"] is None:
            section = match["section"]
        else:
            found.append((section, match["text"].replace("→", "\t")))
    return found


def test_every_example_of_the_specification_is_shown_as_on_github() -> None:
    every = examples()
    assert len(every) > 600
    differ = [
        (section, text)
        for section, text in every
        if said(page(text)) != said(github(text)) and not holds_html_or_pictures(text)
    ]
    assert differ == []


def test_few_examples_of_other_sections_are_left_out() -> None:
    left_out = Counter(section for section, text in examples() if holds_html_or_pictures(text))
    others = {name: number for name, number in left_out.items() if name not in NOT_OFFERED}
    assert sum(others.values()) < 25, others
    assert all(left_out[name] <= most for name, most in NOT_OFFERED.items()), left_out


GITHUBS_OWN = [
    # Tables
    "| a | b |\n|---|---|\n| c | d |",
    "| a | b |\n|:--|--:|\n| c | d | e |\n| f |\nplain\n\nafter",
    "before\n| a | b |\n| - | :-: |\n> quote",
    "a | b\n--|--\n`c \\| d` | **e**\n[f](/g/) | h",
    "| a |\n|---|---|\nnone",
    "| a | b |\n|---|---|\n\n| c | d |",
    "- | a | b |\n  |---|---|\n  | c | d |\n- e",
    "> | a |\n> |---|\n> | b |",
    "a\n:-:\nb",
    # Crossed out
    "~~a~~ ~b~ ~~~c~~~ ~~d ~e~ f~~ ~ g ~ h~i~j",
    "~~a\n\nb~~ **~~c~~** ~~**d**~~",
    # Bare addresses
    "www.example.org, http://example.org/a_b. (https://example.org/c_(d)) ftp://example.org/e",
    "https://example.org/?a=b&amp;c=d&copy; http://example.org/(a)) www.a.b;www.c.d",
    "a@example.org, b.c+d@example-e.org. f@g h@i.j_ mailto:k@example.org /l@example.org",
    "x www.example.org**bold** *www.example.org* [www.example.org](/a/) `www.example.org`",
    "http://a_b.example.org http://example.org/a_b_c HTTPS://EXAMPLE.ORG xhttp://example.org",
    "[a http://example.org b] <http://example.org> http://exam_ple.org www.exam_ple.org",
    # Tasks
    "- [ ] a\n- [x] b\n  - [X] c\n- [] d\n- [ ]\n- [y] e",
    "1. [x] a\n\n2. [ ] b",
    # Footnotes
    "a[^1] b[^two] c[^1]\n\n[^two]: second\n[^1]: first\n\n    more\n\n    - list",
    "a[^none]\n\n[^unused]: b",
    "[^1]\n\n[^1]: see [^2]\n[^2]: *end*",
    "- a[^1]\n\n> [^1]: in a quotation",
    # As editors write
    "Bring:\n- a pen\n- a card\n\nThen:\n1) come\n2) stay",
    "1. Apply.\n\n   Use the form.\n   - online\n   - by mail\n\n2. Wait.\n3. Come.",
    "1. a\n  - b\n    - c\n2. d",
    "- a\n   - b\n      - c\n- d",
    "* a\n\n* b\n+ c\n+ d",
    "10. a\n    - b\n11. c",
    "2019. A good year.\n\nIn\n2020. it went on.",
    "# A #\n##B\n### C ###d\n#5 is a number\n\nE\n---\nF\n===",
    "> a\nb\n> - c\nd\n\ne",
    "a  \nb\\\nc\nd",
    "snake_case_word __init__ *a*b _c_d 5*3*2 **a*b**",
    "&copy; &nbsp;a &#8212; &amp;lt; &nope; AT&T \\&copy;",
    "[A b]: /c/ 'd'\n\n[a\nB] [x][A B] [a b][] > [A  B]",
    "> [a]: /b/\n\n[a]",
    '[a]: <b c> (d)\n[e]:\n  /f/\n\n[a] [e] [g](<h i>) [j](k\\)l) [m](n(o)p "q")',
    "```\n- a\n```\n\n~~~ b\nc\n~~~\n- d\n  ```\n  e\n  ```",
    "a\n\n    b\n\n- c\n\n      d",
    "***\n- - -\n_ _ _\n--\na\n***",
    "- a\n  ***\n\n- b",
    "- a\n  ***\n\n\n  b\n- c\n\n***\n\nd",
    "> ***\n>\n> a\n\n- ***\n\n- b\n  # c\n\n- d",
]


@pytest.mark.parametrize("text", GITHUBS_OWN)
def test_what_github_adds_and_what_editors_write_is_shown_as_on_github(text: str) -> None:
    assert not holds_html_or_pictures(text)
    assert said(page(text)) == said(github(text))


WORDS = st.sampled_from(
    [
        *(
            "Bring a pen",
            "the rules",
            "*now*",
            "**free**",
            "_a_ b_c_d",
            "`code`",
            "~~no~~",
            "5 * 3",
        ),
        *(
            "[us](/contact/)",
            "[x](https://example.org/a_(b) 'T')",
            "[here]",
            "[it][here]",
            "[none]",
        ),
        *(
            "www.example.org.",
            "http://example.org/a?b=c",
            "a@example.org",
            "&copy;",
            "R&D",
            "\\*a\\*",
        ),
        *(
            "a[^1]",
            "** bold **",
            "2.",
            "- x",
            "#5",
            "(a)",
            "“q”",
            "a  ",
            "b\\",
            "`",
            "**",
            "[",
            "]",
        ),
        *("<https://example.org/>", "|", "a | b", "\t", "é", "*a **b* c**", "!", "1)", "x_", "_y"),
    ]
)
LINE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def indented(text: str, first: str, others: str) -> str:
    """Put a sign before the first line, and another before all others."""
    return "\n".join((first if n == 0 else others) + one for n, one in enumerate(text.split("\n")))


def listed(items: list[str], mark: str, between: str, width: int) -> str:
    """Make a list, with numbers where the mark ends in a dot or a bracket."""
    marks = [f"{n}{mark}" if mark in ".)" else mark for n in range(1, len(items) + 1)]
    return between.join(
        indented(item, f"{mark} ", " " * width) for mark, item in zip(marks, items, strict=True)
    )


TABLE = st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=3).map(
    lambda rows: "\n".join(
        [f"| {' | '.join(rows[0])} |", "|" + ":-:|" * len(rows[0])]
        + [f"| {' | '.join(row)} |" for row in rows[1:]]
    )
)
LEAF = st.one_of(
    LINE,
    st.lists(LINE, min_size=2, max_size=3).map("\n".join),
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]), LINE),
    st.builds("{}\n{}".format, LINE, st.sampled_from(["---", "===", "***"])),
    st.builds("```\n{}\n```".format, LINE),
    TABLE,
)
BLOCKS = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(indented, inner, st.just("> "), st.sampled_from(["> ", ">", ""])),
        st.builds(
            listed,
            st.lists(inner, min_size=1, max_size=3),
            st.sampled_from(["-", "*", "+", ".", ")", "- [ ]"]),
            st.sampled_from(["\n", "\n\n"]),
            st.integers(1, 5),
        ),
        st.builds("{}{}{}".format, inner, st.sampled_from(["\n", "\n\n"]), inner),
    ),
    max_leaves=6,
)
ENDS = st.sampled_from(
    ["", "\n\n[here]: /here/ 'H'", "\n[here]: /here/\n\n[^1]: A note.\n\n    More."]
)
TEXTS = st.builds("{}{}".format, BLOCKS, ENDS)


@pytest.mark.parametrize("text", ["> ```\n> \t\n> ```", "> ```\n>\t\ta\n> ```"])
def test_a_tab_in_code_is_kept_unless_a_sign_has_taken_a_part_of_it(text: str) -> None:
    assert said(page(text)) == said(github(text))


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.integers(0, 200), st.sampled_from(["", " ", "\n", "    ", "*", "-", ">", "|"]))
def test_any_text_as_editors_write_it_is_shown_as_on_github(text: str, at: int, slip: str) -> None:
    text = text[:at] + slip + text[at:]
    if not holds_html_or_pictures(text) and not KNOWN.search(text):
        assert said(page(text)) == said(github(text))


KNOWN = re.compile(
    r"\[ \] [^\n]*\[x\]"  # a box is done where another [x] stands in its line
    r"|\[\^1\]:[^\n]*\[\^1\]"  # a footnote that only itself marks
    # After signs of code that nothing ends, GitHub's program sees only the first code behind them:
    # it takes where that ends for the last sign of its length.
    r"|``[\s\S]*`[^`\n]+`[\s\S]*`[^`\n]+`"
    r"|\[\^\w*\s"  # a mark of a footnote that is torn apart loses its number
    r"|^[ >]*\[here\]:[^\n]*\n[^\n]*\n?[^\n]*\|[ :-]*-",  # a table right below an address
    re.MULTILINE,
)
"""Where GitHub's program contradicts itself, and nobody writes so on purpose."""
