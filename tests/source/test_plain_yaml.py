"""Plain YAML that is read without a parser is read as the parser reads it, place by place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from yaml_texts import REAL_FILES, VALUES, Value, Writer, mutated

from sitegen.diagnostics import Source
from sitegen.source.nodes import Mapping, Scalar, Sequence
from sitegen.source.plain_yaml import plain_nodes
from sitegen.source.yaml_nodes import read_part


def by_the_parser(text: str) -> object:
    """Give the nodes, or None where something is wrong or is warned of."""
    part = read_part(Source("f.yaml", text), text)
    return None if part.failed or part.found else part.root


def is_as_the_parser_says(text: str) -> bool:
    """Tell whether a text is read as the parser reads it, or left to it."""
    plain = plain_nodes(text)
    return plain is None or repr(plain) == repr(by_the_parser(text))


PLAIN = st.sampled_from(
    ["x", "a b", "2022-03-21", "17:00 to 20:30", "https://x.org/#a", "é—“x”", "a, b"]
)
SHORT = st.sampled_from(
    [
        "[a, b]",
        "[]",
        "[a b, 'c']",
        '{k: v w, l: "m: n"}',
        "{k: [a, b-c], l-m: {n: 'o'}}",
        "{all: [{a: b}, {c: [d, 1.5]}]}",
        "[[a], [], [b, {c: d}]]",
        "{k: at least 75%, l: 5 % of m}",
        '"q: r"',
        "'s'",
        "''",
        "(y) [z]",
        "$5",
        "+1",
    ]
)
OTHER = st.sampled_from(
    [
        *(
            "",
            "a: b",
            "a #c",
            "a#c",
            "-",
            "- x",
            "a:",
            "&a",
            "*",
            "{k}",
            "[a, ]",
            "x ",
            "|-",
            ">",
            "!x",
        ),
        *(
            "'a''b'",
            '"\\\\n"',
            "~",
            "? x",
            "[a: b]",
            "[a:b]",
            "{a: b:c}",
            "[a - b]",
            "@x",
            "---",
            "...",
        ),
        *(
            "a\u00a0b",
            "[a",
            "{a: ",
            '"x',
            "a\u2028b",
            "%x",
            "|",
            "x: ",
            "=",
            "<<",
            "# c",
            "{a: [b}]",
            "[a, {b: c}",
            "{a: {}}",
            "[{a: b} ]",
            "{a: {b, c: d}}",
            "{a: b,c: d}",
            "[a]: b",
            "{a: [b] c}",
            "[a] # b",
            "\ufeff",
        ),
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Fields, lists and lines below `|`, most of them right."""
    lines: list[str] = []

    def value() -> str:
        return draw(st.one_of(PLAIN, SHORT, PLAIN, SHORT, OTHER))

    def fields(indent: int, depth: int, first: str | None = None) -> None:
        for number in range(draw(st.integers(1, 3))):
            begin = " " * indent if first is None or number else first
            kind = draw(st.integers(0, 9 if depth < 4 else 6))
            if kind < 5:
                lines.append(f"{begin}k{number}: {value()}")
            elif kind < 7:
                lines.append(f"{begin}k{number}: |")
                inner = " " * (indent + draw(st.sampled_from([2, 2, 2, 1, 4, 0])))
                some = [
                    f"{inner}text # a",
                    f"{inner}  more: x",
                    "",
                    f"{inner}- x",
                    f"{inner}y  ",
                    "   ",
                ]
                lines.extend(draw(st.lists(st.sampled_from(some), min_size=1, max_size=4)))
            else:
                lines.append(f"{begin}k{number}:")
                below = fields if kind == 7 else items
                below(indent + draw(st.sampled_from([2, 2, 2, 0, 4])), depth + 1)
            lines.extend(draw(st.sampled_from([[]] * 8 + [[""], ["# c"], ["      # c"], ["  "]])))

    def items(indent: int, depth: int) -> None:
        for _ in range(draw(st.integers(1, 3))):
            hyphen = draw(st.sampled_from(["- ", "- ", "-   "]))
            if draw(st.booleans()):
                lines.append(" " * indent + hyphen + value())
            else:
                fields(indent + len(hyphen), depth + 1, " " * indent + hyphen)

    draw(st.sampled_from([fields, fields, items]))(draw(st.sampled_from([0, 0, 0, 2])), 0)
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    lines[at] = draw(
        st.sampled_from([line] * 6 + [line[1:], f" {line}", f"{line} ", f"{line} # c"])
    )
    above = draw(
        st.sampled_from([""] * 6 + ["---\n", "---\n", "--- \n", "---\n---\n", "# c\n---\n"])
    )
    return above + "\n".join(lines) + draw(st.sampled_from(["\n"] * 9 + [""]))


@settings(max_examples=500, deadline=None)
@given(texts())
@example("a: |\n  x\n\n    y\n\n\n# c\nb:\n- 1\n- k: 2\nc: [a b, 'd']\n")
@example("a: |\n  x\n   \n")
@example("a: x\n  y\n")
@example("a:\n- b\n  c\n")
@example("a:\nb: c\n")
@example("- a: b\n-  a: b\n")
@example("- a: b\n - a: b\n")
@example("a: b\n a: b\n")
@example("- |\n  x\n")
@example("a:\n  - b: 1\n  c: 2\n")
@example("---\n  a: b\n")
@example("---\n- a-b: [c, {d: e}]\n")
@example("---\na: b\n---\n")
@example("a-: b\n")
def test_what_is_read_without_a_parser_is_read_as_by_the_parser(text: str) -> None:
    assert is_as_the_parser_says(text)


@settings(deadline=None)
@given(value=VALUES, seed=st.integers(0, 2**32))
def test_what_is_written_in_many_ways_is_read_as_by_the_parser(value: Value, seed: int) -> None:
    assert is_as_the_parser_says(Writer(random.Random(seed), "\n").write({"a": value}))


@settings(max_examples=60, deadline=None)
@given(mutated([path.read_text() for path in REAL_FILES]))
def test_real_files_with_mistakes_are_read_as_by_the_parser(text: str) -> None:
    assert is_as_the_parser_says(text)


SCHEDULE = """\
# The trainings of a year.
year: 2022
trainings:
  - id: a-1
    start: 2022-03-21
    contacts: [jo, "ann"]
    deadline: {date: 2022-03-01, reason: A storm}
    note: |
      Bring *a pen*.

      - And paper: # two sheets
  - id: a-2
    days:
    - 2022-05-02 to 2022-05-06
"""


def test_a_usual_schedule_needs_no_parser() -> None:
    node = plain_nodes(SCHEDULE, 7)
    assert isinstance(node, Mapping)
    trainings = node.get("trainings")
    assert isinstance(trainings, Sequence)
    first, second = trainings.items
    assert isinstance(first, Mapping)
    assert isinstance(second, Mapping)
    note = first.get("note")
    assert isinstance(note, Scalar)
    assert note.text == "Bring *a pen*.\n\n- And paper: # two sheets\n"
    assert SCHEDULE[note.start - 7 : note.end - 7].startswith("|\n      Bring")
    assert is_as_the_parser_says(SCHEDULE)


@pytest.mark.parametrize("path", REAL_FILES)
def test_the_real_files_need_no_parser(path: Path) -> None:
    assert plain_nodes(path.read_text()) is not None


PAGE = """\
---
title: A page
contacts: [jo]
"""


def test_the_fields_of_a_page_need_no_parser() -> None:
    assert plain_nodes(PAGE) is not None
    assert is_as_the_parser_says(PAGE)


@pytest.mark.parametrize(
    "text",
    [
        *("a: &x b\n", "a: *x\n", "a: !!str b\n", "a: 'it''s'\n", 'a: "\\u0041"\n', "a: >\n  b\n"),
        *(
            "a: |-\n  b\n",
            "a: b # c\n",
            "a:\n",
            "a: b\n  c\n",
            "---\n",
            "--- \na: b\n",
            "---\n---\na: b\n",
            "---\na: b\n---\n",
            "...\n",
            "a b: c\n",
            "'a': b\n",
        ),
        *(
            "a: b",
            "a:\tb\n",
            "a: b\r\n",
            "- - a\n",
            "",
            "# c\n",
            "a: {}\n",
            "a: [b,\n c]\n",
            "a: {b: [c}]\n",
            "a: [b] \n",
            "a: [b c: d]\n",
            "a: " + "[" * 13 + "b" + "]" * 13 + "\n",
            "a: \u2028\n",
            "a: b \n",
        ),
    ],
)
def test_all_else_is_left_to_the_parser(text: str) -> None:
    assert plain_nodes(text) is None


@pytest.mark.parametrize(
    "flood", ["a", "a: |\n b: |\n", "- ", "[a, ", "a: {b: c, ", " ", "'", "a: |\n "]
)
def test_a_flood_is_left_to_the_parser_at_once(flood: str) -> None:
    assert plain_nodes(flood * (200_000 // len(flood)) + "\n? \n") is None
