"""From what editors may write to the fields of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sitegen.source.fields import Record
from sitegen.source.json_schema import Choices
from sitegen.source.shapes import (
    ByName,
    FieldShape,
    ListOf,
    OneRecord,
    OneText,
    Special,
    fields_of,
)
from sitegen.source.values import LINE

Json = dict[str, Any]

CONTENT: Final = "content"
"""The collection of the files with one name each."""

_RELATIONS: Mapping[str, tuple[str, str, str]] = {
    "track": ("tracks", "tracks", "name"),
    "place": ("places", "places", "name"),
    "document": ("documents", "documents", "label"),
    "office": ("contacts", "offices", "name"),
}
"""Where the ids of a collection stand: the file, its list, and what an entry is called by."""


class HasNoFieldError(Exception):
    """The form has no field for such a value."""


def form_fields(record: type[Record], choices: Choices) -> list[Json]:
    """Give the fields of the form for a record, in the order declared.

    Raises HasNoFieldError where it can hold what no form can show, such as a condition.
    """
    return [_field(one, choices) for one in fields_of(record).values()]


def shorthands_in(record: type[Record]) -> Mapping[str, str]:
    """Give the fields of a file that may be written as one text, each with what that text is."""
    return dict(_shorthands(record))


def _shorthands(record: type[Record]) -> Iterator[tuple[str, str]]:
    for field in fields_of(record).values():
        shape = field.innermost
        if isinstance(shape, OneRecord):
            if shape.record.shorthand:
                yield field.name, shape.record.shorthand
            yield from _shorthands(shape.record)


def _field(field: FieldShape, choices: Choices) -> Json:
    example = f" Example: `{field.about.example}`" if field.about.example else ""
    return {
        "name": field.name,
        "label": _label(field.name),
        "hint": f"{field.help}{example}",
        "required": field.required,
        **_what(field, choices),
    }


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _what(field: FieldShape, choices: Choices) -> Json:
    """Give how a field is shown, and what may stand in it."""
    shape = field.shape
    if isinstance(shape, OneText):
        return _chosen(field, choices) or _typed(field, shape)
    if isinstance(shape, OneRecord):
        return {"widget": "object", "fields": form_fields(shape.record, choices)}
    if isinstance(shape, ListOf):
        return _list(field, shape, choices)
    raise HasNoFieldError(_why(shape))


def _why(shape: ByName | Special) -> str:
    return (
        "names that the editor chooses" if isinstance(shape, ByName) else "a value of its own form"
    )


def _list(field: FieldShape, shape: ListOf, choices: Choices) -> Json:
    item = shape.item
    if isinstance(item, OneText):
        if chosen := _chosen(field, choices):
            return {**chosen, "multiple": True}
        one = {"name": "line", "label": "Line", **_typed(field, item)}
        return {"widget": "list", "collapsed": False, "field": one}
    if isinstance(item, OneRecord):
        inner = form_fields(item.record, choices)
        texts = [one["name"] for one in inner if one["widget"] not in {"object", "list"}]
        return {
            "widget": "list",
            "label_singular": item.record.noun.capitalize(),
            "collapsed": True,
            "summary": " ".join(f"{{{{fields.{name}}}}}" for name in texts[:2]),
            "fields": inner,
        }
    raise HasNoFieldError("lists in lists" if isinstance(item, ListOf) else _why(item))


def _chosen(field: FieldShape, choices: Choices) -> Json | None:
    """Give a field that offers the entries it can refer to; None where it is typed.

    A relation follows the files by itself. It has no room for `tbd` and for two lists, as contacts
    are; there the choices are those of the site when the form was made.
    """
    collection = field.about.refers_to
    if collection is None or field.about.or_address:
        return None
    if collection in _RELATIONS and not field.about.tbd:
        file, entries, name = _RELATIONS[collection]
        called = [f"{entries}.*.{name}"]
        return {
            "widget": "relation",
            "collection": CONTENT,
            "file": file,
            "value_field": f"{entries}.*.id",
            "display_fields": called,
            "search_fields": called,
        }
    if not (known := choices.get(collection)):
        return None
    options = [{"label": name, "value": one} for one, name in known.items()]
    if field.about.tbd:
        options.append({"label": "To be decided", "value": "tbd"})
    return {"widget": "select", "options": options}


def _typed(field: FieldShape, shape: OneText) -> Json:
    """Give a field of one text. Dates are typed: many of them may also be a month, or `tbd`."""
    known: Mapping[str, Any] = shape.kind.schema
    if "enum" in known:
        return {"widget": "select", "options": list(known["enum"])}
    if known.get("type") == ["integer", "string"] and known["pattern"] == _DIGITS:
        bounds = {"min": known["minimum"], "max": known["maximum"]}
        return {"widget": "number", "value_type": "int/string", **bounds}
    # Only these may have several lines.
    is_long = shape.words is not None and shape.kind is not LINE
    widget: Json = {"widget": "text" if is_long else "string"}
    if "pattern" not in known:
        return widget
    or_tbd = "|^tbd$" if field.about.tbd else ""
    said = known.get("patternErrorMessage") or f"Write {shape.kind.noun}."
    return {**widget, "pattern": [f"{known['pattern']}{or_tbd}", said]}


_DIGITS: Final = "^-?[0-9]{1,9}$"
