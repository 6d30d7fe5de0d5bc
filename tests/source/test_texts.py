"""A field says what its text is, once: reader, guide, schema, checks and translation follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import pytest

from sitegen.diagnostics import Source
from sitegen.lazy import dataclass
from sitegen.source.field_reference import field_reference
from sitegen.source.fields import Field, OwnWords, Record
from sitegen.source.json_schema import json_schema
from sitegen.source.markdown.marks import Markdown
from sitegen.source.reading_files import read_fields
from sitegen.source.shapes import fields_of
from sitegen.source.texts import is_markdown, is_plain, texts_in
from sitegen.source.values import ID, LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Record):
    """An answer."""

    text: Annotated[Markdown, Field(help="What is answered.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions(Record):
    """Questions."""

    id: Annotated[str, Field(help="Its name.", kind=ID)]
    title: Annotated[OwnWords, Field(help="What is asked.", kind=LINE, plain=True)]
    hints: Annotated[tuple[Markdown, ...], Field(help="Hints.")] = ()
    named: Annotated[Mapping[str, OwnWords], Field(help="Names.")]
    answers: Annotated[tuple[Answer, ...], Field(help="The answers.")]


TEXT = """\
id: faq
title: Who may come?
hints:
  - "*One*"
  - Two
named:
  a: Anna
answers:
  - text: |
      Everybody.
  - text: []
"""


def test_every_text_is_found_with_its_place() -> None:
    record, found = read_fields(Questions, Source("content/faq.yaml", TEXT))
    assert [one.code for one in found] == ["wrong-shape"]  # of the last answer, which is no text
    texts = list(texts_in(record))
    assert [(type(one.text), str(one.text), one.span.typed) for one in texts] == [
        (OwnWords, "Who may come?", "Who may come?"),
        (Markdown, "*One*", '"*One*"'),
        (Markdown, "Two", "Two"),
        (OwnWords, "Anna", "Anna"),
        (Markdown, "Everybody.", "|\n      Everybody.\n"),
    ]
    assert [one.record for one in texts][-1] is record.answers[0]
    assert list(texts_in(record, is_markdown)) == [t for t in texts if isinstance(t.text, Markdown)]
    assert list(texts_in(record, is_plain)) == [t for t in texts if t.about.plain] == texts[:1]


def test_guide_and_schema_say_where_markdown_can_be_written() -> None:
    guide = field_reference(Questions, "Questions")
    said = [line for line in guide.split("\n") if "You can write Markdown here." in line]
    assert [line.split("`")[1] for line in said] == ["hints", "text"]
    schema = json_schema(Questions, "Questions")
    assert schema["properties"]["hints"]["description"] == "Hints. You can write Markdown here."
    assert schema["properties"]["title"]["description"] == "What is asked."


def test_a_field_must_say_what_its_text_is() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Forgetful(Record):
        """An entry."""

        words: Annotated[str, Field(help="Some words.")]

    Forgetful.__annotations__["words"] = Annotated[str, Field(help="Some words.")]
    with pytest.raises(TypeError, match=r"“Some words\.” does not say what its text is"):
        fields_of(Forgetful)
