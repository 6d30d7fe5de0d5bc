"""A value that a help writes reads back as that value, wherever it is pasted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Severity, Source
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence
from sitegen.source.writing import written
from sitegen.source.yaml_reading import read_yaml

SIGNS = "-?:,[]{}#&*!|>'\"%@`~.= \\\t\n\r\x85\u2028\x07/aé“🙂"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=12) | st.text(
    st.characters(codec="utf-8"), max_size=30
)


def only(node: Node | None, *path: str | int) -> Node | None:
    for step in path:
        if isinstance(step, str):
            assert isinstance(node, Mapping)
            node = node.get(step)
        else:
            assert isinstance(node, Sequence)
            node = node.items[step]
    return node


@given(TEXTS)
def test_what_is_written_reads_back(text: str) -> None:
    inside = written(text, in_brackets=True)
    for file, path in (
        (f"a: {written(text)}\nz: 1\n", ("a",)),
        (f"a:\n  - {written(text)}\n  - x\n", ("a", 0)),
        (f"a: [{inside}, x]\n", ("a", 0)),
        (f"a:\n  - {{b: {inside}, c: x}}\n", ("a", 0, "b")),
        (f"a: {{c: x, b: {inside}}}\n", ("a", "b")),
    ):
        node, problems = read_yaml(Source("x.yaml", file))
        found = only(node, *path)
        assert isinstance(found, Scalar), file
        assert found.text == text, file
        assert [one.message for one in problems if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("text", "plain", "in_brackets"),
    [
        ("Bring a laptop.", "Bring a laptop.", "Bring a laptop."),
        ("- Bring a form", '"- Bring a form"', '"- Bring a form"'),
        ("> 18 years old", '"> 18 years old"', '"> 18 years old"'),
        ("Attention: the desk", '"Attention: the desk"', '"Attention: the desk"'),
        ("Jackson, MS", "Jackson, MS", '"Jackson, MS"'),
        ('He said "no" # twice', "'He said \"no\" # twice'", "'He said \"no\" # twice'"),
        ("???", "???", '"???"'),
        ("null", '"null"', '"null"'),
        ("Room #4", '"Room #4"', '"Room #4"'),
        ("09:00 to 16:30", "09:00 to 16:30", '"09:00 to 16:30"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, plain: str, in_brackets: str) -> None:
    assert (written(text), written(text, in_brackets=True)) == (plain, in_brackets)
