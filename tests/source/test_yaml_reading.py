"""YAML to nodes: exact places, and refused features."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yaml_texts import NAMES, VALUES, Value, Writer, unquoted

from sitegen.diagnostics import Diagnostic, Source
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence, Unreadable
from sitegen.source.yaml_nodes import DEEPEST, MOST_NAMED
from sitegen.source.yaml_reading import read_yaml


def value_of(node: Node) -> Value:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [value_of(item) for item in node.items]
        case Mapping():
            return {key.text: value_of(value) for key, value in node.fields}
    raise AssertionError(node)


def nodes_in(node: Node) -> list[Node]:
    match node:
        case Sequence():
            inner = [n for item in node.items for n in nodes_in(item)]
        case Mapping():
            inner = [n for pair in node.fields for item in pair for n in nodes_in(item)]
        case _:
            inner = []
    return [node, *inner]


def places(found: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(d.code, d.span.line, d.span.column) for d in found]


TOPS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=4) | st.lists(
    VALUES, min_size=1, max_size=4
)


@given(value=TOPS, seed=st.integers(0, 2**32), end=st.sampled_from(["\n", "\r\n", "\r"]))
@example({"a": "x\u2028y", "🙂": "🙂"}, 0, "\r\n")
def test_every_text_stands_where_its_node_says(value: Value, seed: int, end: str) -> None:
    text = Writer(random.Random(seed), end).write(value)
    node, found = read_yaml(Source("f", text))
    assert found == []
    assert node is not None
    # U+2028 ends a line for YAML and for nobody else; it is read as the space that it looks like.
    assert value_of(node) == eval(repr(value).replace("\\u2028", " "))
    for inner in nodes_in(node):
        if isinstance(inner, Scalar):
            written = text[inner.start : inner.end]
            assert unquoted(written).replace("\u2028", " ") == inner.text
            assert inner.plain == (written == "" or written[0] not in "'\"")


@given(value=TOPS, seed=st.integers(0, 2**32))
def test_what_is_inside_lies_inside_and_in_order(value: Value, seed: int) -> None:
    node, _ = read_yaml(Source("f", Writer(random.Random(seed)).write(value)))
    assert node is not None
    for outer in nodes_in(node):
        inner = nodes_in(outer)[1:]
        assert all(outer.start <= n.start <= n.end <= outer.end for n in inner)
    if isinstance(node, Mapping):
        starts = [key.start for key, _ in node.fields]
        assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: *x", ("yaml-feature", 1, 4)),
        ("a: &x 1", ("yaml-feature", 1, 4)),
        ("a: &x\n  b: 1", ("yaml-feature", 1, 4)),
        ("a: !x 1", ("yaml-feature", 1, 4)),
        ("a: !!python/object/apply:os.system [x]", ("yaml-feature", 1, 4)),
        ("a: {<<: {b: 1}}", ("yaml-feature", 1, 5)),
        ("a: **bold**", ("yaml-feature", 1, 4)),
        ("a: & b", ("yaml-feature", 1, 4)),
        ("%YAML 1.1\n---\na: 1", ("yaml-feature", 1, 1)),
        ("# x\n%TAG ! y:\n---\na: 1", ("yaml-feature", 2, 1)),
        ("a: 1\n---\nb: 2", ("second-document", 2, 1)),
        ("---\na: 1\n---\n", ("second-document", 3, 1)),
        ("a: 1\n...\nb: 2", ("second-document", 2, 1)),
        ("", ("empty-file", 1, 1)),
        ("# only this\n", ("empty-file", 1, 1)),
        ("---\n", ("empty-file", 1, 1)),
        ("a: 'x\nb: 1", ("syntax", 1, 4)),
        ('a: "x\r\nb: 1', ("syntax", 1, 4)),
        ("a: [b\nc: 1\n", ("syntax", 1, 4)),
        ("é🙂: {b: 1\n", ("syntax", 1, 5)),
        ("a: 1\n\tb: 2", ("syntax", 2, 1)),
        ("a: 1\r\tb: 2", ("syntax", 2, 1)),
        ("a: b: c", ("syntax", 1, 5)),
        ("a:1\nb: 2", ("syntax", 1, 2)),
        ("a: 1\n\n# x\nb:2\nc: 3", ("syntax", 4, 2)),
        ("a: @x", ("syntax", 1, 4)),
        ("a: {{ x }}", ("syntax", 1, 7)),
        ("a: {b, c: d}", ("syntax", 1, 5)),
        ("a: {b: c, d}", ("syntax", 1, 8)),
        ("a: {b: c, d, e, f: g}", ("syntax", 1, 8)),
        ("? [a, b]\n: c", ("syntax", 1, 3)),
        (": x", ("syntax", 1, 1)),
        ("a: 1\n]", ("syntax", 2, 1)),
        ("a: |x\n  y", ("syntax", 1, 4)),
        ('a: "\\q"', ("syntax", 1, 5)),
        ("- a\nb: 1", ("syntax", 2, 1)),
    ],
)
def test_what_is_refused_is_named_once_at_its_place(text: str, place: tuple[str, int, int]) -> None:
    _, found = read_yaml(Source("f", text))
    assert places(found) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "a: x#y",
        "a: AT&T",
        "a: -x",
        "a: What?",
        "a: {label: What is it?, url: tbd}",
        "a: [x?, y]",
        "a: it's",
        "a: http://x.org/#y",
        "a: 9:30",
        "a: <b>",
        "a: =",
        "a: ~",
        "no: on",
        "a:\n- b\n- c",
        "a: 'it''s'\r\n",
        "a: >\n  b\n  c\n",
        "a: |\n  b: c: d\n",
        "a: b\tc",
        '"a": b',
        "--- # x\na: b",
        "a: b\n...\n",
        "\n\n# x\n\na: b",
        "a: b\n\t\n\t# x\n",
    ],
)
def test_what_people_write_is_read(text: str) -> None:
    node, found = read_yaml(Source("f", text))
    assert found == []
    assert isinstance(node, Mapping)


@pytest.mark.parametrize(
    "text", ["no", "1_000", "0x1A", "08", "9:30", "null", "1.10", "2022-03-21"]
)
def test_texts_keep_what_was_typed(text: str) -> None:
    node, _ = read_yaml(Source("f", f"a: {text}"))
    assert isinstance(node, Mapping)
    assert value_of(node) == {"a": text}


def test_names_that_stand_twice_are_both_there() -> None:
    node, _ = read_yaml(Source("f", "a: 1\nb: 2\na: 3"))
    assert isinstance(node, Mapping)
    assert [(key.text, key.start) for key, _ in node.fields] == [("a", 0), ("b", 5), ("a", 10)]


def test_what_was_refused_is_one_unreadable_value_among_others() -> None:
    text = "a: {b: *x, c: Jackson, MS, d: {e, f}, g: h}"
    node, found = read_yaml(Source("f", text))
    assert isinstance(node, Mapping)
    inner = node.get("a")
    assert isinstance(inner, Mapping)
    kinds = {key.text: type(value) for key, value in inner.fields}
    assert kinds == {"b": Unreadable, "c": Unreadable, "d": Unreadable, "g": Scalar}
    assert [d.code for d in found] == ["yaml-feature", "syntax", "syntax"] or len(found) == 3


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_any_depth_is_refused_at_its_place(opening: str) -> None:
    _, found = read_yaml(Source("f", opening * 100_000))
    assert [d.code for d in found] == ["too-deep"]
    assert found[0].span.line == 1
    assert found[0].span.column <= DEEPEST * len(opening) + 1


def test_a_tab_after_a_colon_is_read_as_a_space_and_named() -> None:
    node, found = read_yaml(Source("f", "a:\tb\nc: \t d\n"))
    assert node is not None
    assert value_of(node) == {"a": "b", "c": "d"}
    assert [(d.code, d.severity) for d in found] == [("tab-in-line", "warning")] * 2
    assert [(d.fix.text, d.fix.safe) for d in found if d.fix] == [(" ", True)] * 2


def test_the_depth_that_is_allowed_is_allowed() -> None:
    _, found = read_yaml(Source("f", "[" * DEEPEST + "]" * DEEPEST))
    assert found == []


def test_a_part_of_a_file_is_read_with_the_places_of_the_whole() -> None:
    text = "---\na: 1\nb: c: d\n---\nnot: [yaml\n"
    _, found = read_yaml(Source("f", text), end=text.rindex("---"))
    assert places(found) == [("syntax", 3, 5)]


def test_many_tabs_in_front_of_lines_are_one_mistake() -> None:
    _, found = read_yaml(Source("f", "a:\n\tb: 1\n\tc: 2\n\td: 3\n"))
    assert places(found) == [("syntax", 2, 1)]
    assert "2 more" in (found[0].help or "")


def test_a_file_full_of_commands_is_not_read_to_its_end() -> None:
    node, found = read_yaml(Source("f", "[" + "*a, " * 10 * MOST_NAMED + "]"))
    assert node is None
    assert len(found) == MOST_NAMED


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("name: Room # 4", "# 4"),
        ("name: Room #C", "#C"),
        ("name: Suite #B-12 # by phone", "#B-12"),
        ("name: 12 North Street, Apt # 7, Jackson", "# 7, Jackson"),
        ("list:\n  - Building # C, 2nd floor\n", "# C, 2nd floor"),
        ("name: Hall (Room # 4)", "# 4)"),
        ("name: PO Box # 1985\r\n", "# 1985"),
        ("name: Room # 4 in the annex", "# 4 in the annex"),
        ("note: Call us and press # to talk", "# to talk"),
        ("note: Share it with #RecoveryMonth", "#RecoveryMonth"),
        ("id: virtual #4", "#4"),
    ],
)
def test_a_part_of_a_text_behind_a_number_sign_is_named(text: str, dropped: str) -> None:
    _, found = read_yaml(Source("f", text))
    assert [(d.code, d.span.typed) for d in found] == [("number-sign", dropped)]


@pytest.mark.parametrize(
    "text",
    [
        "place: virtual # confirmed by phone",
        "name: Jackson, MS # confirmed by phone",
        "name: Jackson #confirmed",
        "start: 2022-05-16 # A",
        "start: 2022-05-16 # 4 seats are left",
        "name: Main Hall # 4 seats are reserved",
        "what: The training moved. # A first draft",
        "name: Jackson # As published",
        "summary: As published # 2022",
        "rule: 28 days before start # 4 weeks",
        "name: Virtual Training # TODO: ask",
        "track: cpss # 2",
        "a: |\n  Room # 4\n",
        "a: 'Room # 4' # by phone",
        "a: Room\n# 4\n",
    ],
)
def test_a_remark_behind_a_value_is_none_of_it(text: str) -> None:
    assert read_yaml(Source("f", text))[1] == []
