"""More entries of a list: written where they belong, in the form of those that are there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sitegen.diagnostics import Source, has_errors
from sitegen.source.adding import Entry, UnreadableError, more, with_more
from sitegen.source.edits import Edit, Edited
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence
from sitegen.source.yaml_reading import read_yaml

PATH = "content/places.yaml"
CHANGE = {"on": "2022-01-10", "what": "Moved: a week later."}


def below(column: int, end: str = "\n") -> str:
    """Give the change as the lines of a list whose hyphens stand in a column."""
    lines = ["- on: 2022-01-10", '  what: "Moved: a week later."']
    return "".join(f"{end}{' ' * column}{line}" for line in lines)


FLOW = '{on: 2022-01-10, what: "Moved: a week later."}'


def read(text: str) -> tuple[Source, Node]:
    """Read a text that is right."""
    source = Source(PATH, text)
    root, problems = read_yaml(source)
    assert not has_errors(problems)
    assert root is not None
    return source, root


def first_of(root: Node, name: str) -> Node:
    """Give the first entry of a list."""
    found = root.get(name) if isinstance(root, Mapping) else None
    assert isinstance(found, Sequence)
    return found.items[0]


def with_change(text: str) -> str:
    """Give the text with one more change of its first training."""
    source, root = read(text)
    return Edited(source, [more(source, first_of(root, "trainings"), "changes", [CHANGE])]).text


@pytest.mark.parametrize(
    ("before", "added", "behind"),
    [
        # nothing is told yet
        (
            "  - id: a\n    place: b   # there\n  - id: c\n",
            "\n    changes:" + below(6),
            "# there",
        ),
        (
            "- id: a\n  note: |\n    One.\n\n    Two.\n\n\n# the end\n",
            "\n  changes:" + below(4),
            "Two.",
        ),
        (
            "  -\n      id: a",
            "\n      changes:" + below(8) + "\n",
            "id: a",
        ),
        ("  - {id: a, place: b}", f", changes: [{FLOW}]", "place: b"),
        ('  - {id: a,\n     place: "b",   # there\n    }\n', f", changes: [{FLOW}]", '"b"'),
        ("  - {id: a, place: }", f", changes: [{FLOW}]", "place:"),
        # the list is empty
        ("  - {id: a, changes: []}\n", FLOW, "["),
        ("  - {id: a, changes: }\n", f" [{FLOW}]", "changes:"),
        (
            "  - id: a\n    changes:   # none\n    place: b\n",
            below(6),
            "# none",
        ),
        ("  - id: a\n    changes: [ # none\n    ]\n", FLOW, "["),
        # something was told
        ("  - id: a\n    changes: [{on: 1, what: x}]\n", f", {FLOW}", "what: x}"),
        ("  - id: a\n    changes: [\n      {on: 1, what: x},\n    ]\n", f", {FLOW}", "what: x}"),
        ("  - {id: a, changes: [{on: 1, what: x}], place: b}\n", f", {FLOW}", "what: x}"),
        (
            "  - id: a\n    changes:\n    - {on: 1, what: x}   # first\n    place: b\n",
            f"\n    - {FLOW}",
            "# first",
        ),
        (
            "  - id: a\n    changes:\n      - on: 1\n        what: >\n          x\n          y\n\n",
            below(6),
            "          y",
        ),
        # line ends are those of the place
        (
            "  - id: a\r\n    place: b\r\n",
            "\r\n    changes:" + below(6, end="\r\n"),
            "place: b",
        ),
        (
            "  - id: a\r\n    place: b",
            "\r\n    changes:" + below(6, end="\r\n") + "\r\n",
            "place: b",
        ),
    ],
)
def test_a_change_stands_behind_what_is_there(before: str, added: str, behind: str) -> None:
    text = f"year: 2022\ntrainings:\n{before}"
    assert text.count(behind) == 1
    assert with_change(text) == text.replace(behind, behind + added)


@pytest.mark.parametrize("value", ["null", "~", "Moved.", "{on: 1, what: x}", '""', "\n      -"])
def test_what_is_no_list_is_left_to_a_person(value: str) -> None:
    with pytest.raises(UnreadableError):
        with_change(f"trainings:\n  - id: a\n    changes: {value}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("places: []", "places:\n  - id: a\n"),
        ("places: [] # none yet\n", "places: # none yet\n  - id: a\n"),
        ("places: # none yet\n  [ ]\n", "places: # none yet\n  - id: a\n"),
        ("places:\n", "places:\n  - id: a\n"),
        ("places: # none yet\nother: 1\n", "places: # none yet\n  - id: a\nother: 1\n"),
        ("places:\n  # none yet\nother: 1\n", "places:\n  # none yet\n  - id: a\nother: 1\n"),
        ("other: 1\n", "other: 1\nplaces:\n  - id: a\n"),
        ("other: 1", "other: 1\nplaces:\n  - id: a\n"),
        ("other: 1\n# of it\n\n# end\n", "other: 1\n# of it\nplaces:\n  - id: a\n\n# end\n"),
        ("  other: 1\n", "  other: 1\n  places:\n    - id: a\n"),
        ("{other: 1}\n", "{other: 1, places: [{id: a}]}\n"),
        ("places:\n- id: b\n", "places:\n- id: b\n- id: a\n"),
        ("places:\n-   id: b\n", "places:\n-   id: b\n- id: a\n"),
        ("places:\n  -\n    id: b\n", "places:\n  -\n    id: b\n  - id: a\n"),
        ("places:\n  - # a - b\n    id: b\n", "places:\n  - # a - b\n    id: b\n  - id: a\n"),
        ("places: [{id: b}]\n", "places: [{id: b}, {id: a}]\n"),
        ("places: [\n  {id: b},\n]\n", "places: [\n  {id: b}, {id: a},\n]\n"),
        (
            "places:\n  - id: b\n\n  - id: c\nother: 1\n",
            "places:\n  - id: b\n\n  - id: c\n\n  - id: a\nother: 1\n",
        ),
        (
            "places:\r\n  - id: b\r\n  - id: c\r\n",
            "places:\r\n  - id: b\r\n  - id: c\r\n  - id: a\r\n",
        ),
        (
            "places:\n  - id: b\n    # of b\n# of the file\n",
            "places:\n  - id: b\n    # of b\n  - id: a\n# of the file\n",
        ),
        (
            "places:\n  - id: b\n    note: |\n      long\n\n      text\n\n\n# end\n",
            "places:\n  - id: b\n    note: |\n      long\n\n      text\n  - id: a\n\n\n# end\n",
        ),
        (
            "places:\n  - note: |+\n      text\n\n# end\n",
            "places:\n  - note: |+\n      text\n\n  - id: a\n# end\n",
        ),
        (
            "places:\n  - id: b\n\n  - note: |+\n      text\n# end\n",
            "places:\n  - id: b\n\n  - note: |+\n      text\n  - id: a\n# end\n",
        ),
        ("places:\n  - id: b # one\n", "places:\n  - id: b # one\n  - id: a\n"),
        ("places:\n  - id: b\n...\n", "places:\n  - id: b\n  - id: a\n...\n"),
    ],
)
def test_an_entry_stands_where_a_person_would_write_it(before: str, after: str) -> None:
    assert with_more(PATH, before.encode(), "places", [{"id": "a"}]).decode() == after


@pytest.mark.parametrize(
    "text",
    [
        *("places: [", "places: none yet\n", "places:\n  - id: b\n    tags:\n    -\n"),
        *("- one\n", "", "# nothing\n", "\xff"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(text: str) -> None:
    with pytest.raises(UnreadableError, match="sitegen check"):
        with_more(PATH, text.encode("latin-1"), "places", [{"id": "a"}])


# The law: what is read then is what was read before and the entries, and every other byte stays.

Read = str | list["Read"] | dict[str, "Read"]


def said(node: Node | None) -> Read:
    """Give what a text says, without where it says it."""
    assert isinstance(node, Scalar | Sequence | Mapping)
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [said(one) for one in node.items]
    return {key.text: said(value) for key, value in node.fields}


VALUES = [
    "b", '"q: # r"', "'it''s'", "", "b   # remark", "[x, {y: z}]", "[x,\n{tab}  y]", "{y: , z: w}",
    "b\n{tab}  goes on", '"b\n\n{tab}  goes on"', "|\n{tab}  lines\n\n{tab}  more\n\n",
    "|+\n{tab}  lines\n\n", "|+\n\n", "|-\n{tab}  lines\n{tab}     \n", ">+\n{tab}  lines\n\n\n",
    ">\n{tab}  # no remark", "\n{tab}  - x\n{tab}  - y:", "\n{tab}- x", "\n{tab}  c: d\n{tab}  # e",
]  # fmt: skip
BETWEEN = ["", "", "\n", "\n# remark\n", "{tab}# remark\n", "{tab}      # remark\n\n"]
TEXTS = ["a", "Moved: a week later.", "a, b", "#1", "", " é ", "- x", "1\n2", "{", "null"]


def shifted(text: str, column: int) -> str:
    return text.replace("{tab}", " " * column)


@st.composite
def fields(draw: st.DrawFn, column: int, names: str = "pqr") -> str:
    """Draw fields below one another, the first without the spaces before it."""
    value, between = st.sampled_from(VALUES), st.sampled_from(BETWEEN)
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    lines = [
        shifted(f"{name}: {draw(value)}".rstrip(" ") + f"\n{draw(between)}", column)
        for name in chosen
    ]
    return (" " * column).join(lines)


@st.composite
def lists(draw: st.DrawFn, column: int) -> str:
    """Draw a list with its name, which stands in a column."""
    form = draw(st.sampled_from(["block", "block", "flow", "empty", "none", "absent"]))
    if form == "absent":
        return ""
    if form == "empty":
        typed = ["[]", "[ ]", "[] # none", "[ # none\n{tab}  ]", "\n{tab}  []", "# none\n{tab} []"]
        return shifted(f"places: {draw(st.sampled_from(typed))}\n", column)
    if form == "none":
        return shifted(f"places:{draw(st.sampled_from(['', ' # none']))}\n", column)
    if form == "flow":
        items = draw(
            st.lists(st.sampled_from(["x", "{i: b}", "[]", '"x"', "i: b", "{i: }"]), min_size=1)
        )
        sign = draw(st.sampled_from([", ", ",", ",\n{tab}  ", " # one\n{tab}  , "]))
        last = draw(st.sampled_from(["", ",", "\n{tab}  ", " , # one\n{tab} "]))
        return shifted(f"places: [{sign.join(items)}{last}]\n", column)
    hyphen = column + draw(st.integers(0, 4))
    space = draw(st.integers(1, 3))
    start = draw(st.sampled_from(["", f"# a - b\n{' ' * (hyphen + 1 + space)}"]))
    item = fields(hyphen + 1 + space, names="ijk") | st.sampled_from(["{i: b, j: }\n", "x # y\n"])
    items = draw(st.lists(item, min_size=1, max_size=3))
    lead = " " * hyphen + "-" + " " * space
    return "places:\n" + "".join(f"{lead}{start}{one}" for one in items)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bool]:
    """Draw a file with a list `places`, and whether that belongs to the first entry of a list."""
    column = draw(st.sampled_from([0, 0, 2, 4]))
    tab, in_list = " " * column, column > 0 and draw(st.booleans())
    parts = [
        draw(fields(column, names="fgh")),
        draw(lists(column)),
        draw(st.just("") | fields(column, names="uvw")),
    ]
    text = "".join(f"{tab}{part}" for part in parts if part)
    if in_list:
        following = draw(st.sampled_from(["", f"{tab[2:]}- z: 1\n", f"{tab[2:]}# remark\ny: 1\n"]))
        text = f"t:\n{tab[2:]}- {text.removeprefix(tab)}{following}"
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"]))), in_list


entries = st.dictionaries(
    st.sampled_from(["id", "what", "days"]),
    st.sampled_from(TEXTS) | st.lists(st.sampled_from(TEXTS), max_size=2),
    min_size=1,
)


def line_ends(text: str) -> set[str]:
    return set(re.findall(r"\r\n?|\n", text))


def is_kept(text: str, edit: Edit) -> bool:
    """Tell whether an edit takes nothing away but empty brackets and the space before them."""
    replaced = text[edit.start : edit.end]
    brackets, closing, rest = replaced.partition("]")
    return not replaced or (
        "".join(brackets.split()) + closing == "[]" and edit.text.startswith(rest)
    )


@settings(max_examples=300, deadline=None)
@given(files(), st.lists(entries, min_size=1, max_size=2))
def test_entries_are_read_behind_those_that_were_there_and_every_other_byte_stays(
    drawn: tuple[str, bool], added: list[Entry]
) -> None:
    text, in_list = drawn
    source = Source(PATH, text)
    root, problems = read_yaml(source)
    assume(not has_errors(problems))
    assert isinstance(root, Mapping)
    owner = first_of(root, "t") if in_list else root
    edit = more(source, owner, "places", added)
    # What follows the last line gives it the end that it may lack, also if it is one below `|`.
    ended = f"{text}\n" if edit.end == len(text) else text
    expected: Any = said(read_yaml(Source(PATH, ended))[0])
    inside = expected["t"][0] if in_list else expected
    inside["places"] = [*(inside.get("places") or []), *added]
    after = Edited(source, [edit]).text
    now, problems = read_yaml(Source(PATH, after))
    assert not has_errors(problems)
    assert said(now) == expected
    assert is_kept(text, edit)
    assert line_ends(after) == (line_ends(text) or {"\n"})
    if not in_list:
        assert with_more(PATH, text.encode(), "places", added) == after.encode()
