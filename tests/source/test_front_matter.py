"""Pages: fields between two lines of hyphens, then Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Diagnostic, Source
from sitegen.source.front_matter import split_page
from sitegen.source.nodes import Mapping, Node
from sitegen.source.yaml_reading import read_yaml


def read_page(source: Source) -> tuple[Node | None, int, list[Diagnostic]]:
    """Give the fields as nodes, where the Markdown begins, and what was found."""
    end, start, found = split_page(source)
    if end is None:
        return None, start, found
    node, more = read_yaml(source, end)
    return node, start, more + found


BODIES = st.text(st.sampled_from("ab -#*é🙂\n"), max_size=40)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@given(body=BODIES)
def test_fields_and_body_come_apart_with_any_line_end(end: str, body: str) -> None:
    text = f"---\ntitle: Wé\nsummary: What\n---\n{body}".replace("\n", end)
    node, start, found = read_page(Source("content/pages/x.md", text))
    assert found == []
    assert text[start:].replace(end, "\n") == body
    assert isinstance(node, Mapping)
    assert [text[v.start : v.end] for _, v in node.fields] == ["Wé", "What"]


def test_a_mistake_has_its_place_in_the_whole_file() -> None:
    text = "---\ntitle: a\nsummary: b: c\n---\n- d: [e\n"
    _, _, found = read_page(Source("content/pages/x.md", text))
    assert [(d.code, d.span.line, d.span.column) for d in found] == [("syntax", 3, 11)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Welcome",
        "\n---\ntitle: a\n---\n",
        " ---\ntitle: a\n---\n",
        "---- \ntitle: a\n---\n",
        "---\ntitle: a\n",
        "---\n---\nWelcome",
        "---",
        "---\n",
        "--- title: a\n---\n",
    ],
)
def test_a_page_without_its_fields_is_named(text: str) -> None:
    node, _, found = read_page(Source("content/pages/x.md", text))
    assert node is None
    assert [d.code for d in found] == ["missing-front-matter"]
    assert found[0].span.end <= len(text)


def test_fields_that_are_only_comments_are_named() -> None:
    node, _, found = read_page(Source("f", "---\n# title: a\n---\n"))
    assert node is None
    assert [d.code for d in found] == ["empty-file"]


@pytest.mark.parametrize("body", ["---\nx: [y\n---\n", "a\n---\n", "```yaml\n---\n```\n", ""])
def test_lines_of_hyphens_in_the_body_stay_there(body: str) -> None:
    text = f"---\ntitle: a\n---\n{body}"
    node, start, found = read_page(Source("f", text))
    assert node is not None
    assert (text[start:], found) == (body, [])


def test_hyphens_may_be_followed_by_spaces_and_the_end_of_the_file() -> None:
    text = "--- \ntitle: a\n---\t"
    node, start, found = read_page(Source("f", text))
    assert node is not None
    assert (start, found) == (len(text), [])


@given(st.text(st.sampled_from("-\r\n a:#"), max_size=30))
def test_any_page_gives_fields_or_a_reason_inside_it(text: str) -> None:
    node, _, found = read_page(Source("f", text))
    assert (node is None) == bool(found)
    assert all(0 <= d.span.start <= d.span.end <= len(text) for d in found)
