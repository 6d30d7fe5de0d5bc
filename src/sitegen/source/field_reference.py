"""The same declarations as tables for the editors' guide."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.source.fields import Record
from sitegen.source.shapes import FieldShape, ListOf, OneRecord, OneText, Shape, fields_of
from sitegen.source.wording import a


def field_reference(record: type[Record], title: str) -> str:
    """Give Markdown: a table of the record's fields, then one for each record inside it."""
    sections: dict[type[Record], str] = {}
    for inner, heading in records_in(record, title):
        if inner not in sections:
            sections[inner] = "\n".join(_section(inner, heading))
    return "\n\n".join(sections.values()) + "\n"


def records_in(record: type[Record], heading: str) -> Iterator[tuple[type[Record], str]]:
    """Yield the record and those inside it, each with a heading; one may come several times."""
    yield record, f"### {heading}"
    for field in fields_of(record).values():
        shape = field.innermost
        if isinstance(shape, OneRecord):
            for inner, _ in records_in(shape.record, ""):
                yield inner, f"#### {a(inner.noun).capitalize()}"


def _section(record: type[Record], heading: str) -> Iterator[str]:
    yield heading
    yield ""
    yield (record.__doc__ or "").strip().splitlines()[0]
    yield ""
    yield "| field | needed | what to write | example |"
    yield "|---|---|---|---|"
    for field in fields_of(record).values():
        example = f"`{field.about.example}`" if field.about.example else ""
        needed = "yes" if field.required else ""
        what = f"{field.help} {_kind(field)}".strip()
        yield f"| `{field.name}` | {needed} | {what} | {example} |"


def _kind(field: FieldShape) -> str:
    shape: Shape = field.shape
    many = isinstance(shape, ListOf)
    while isinstance(shape, ListOf):
        shape = shape.item
    what = ""
    if isinstance(shape, OneText) and shape.kind.noun != "a text":
        what = shape.kind.noun
    elif isinstance(shape, OneRecord):
        what = f"{shape.record.noun}"
    words = [*(["A list."] if many else []), *([f"({what})"] if what else [])]
    return " ".join([*words, *(["May be `tbd`."] if field.about.tbd else [])])
