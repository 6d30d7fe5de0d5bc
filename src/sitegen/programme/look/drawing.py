"""A logo as SVG: read with a list of what is allowed, and written anew from that.

Nothing of the file is published as it is. Only elements, attributes and values that are on the
lists of `drawing_parts` are written, so nothing else can reach a browser, however it is spelled.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from sitegen.lazy import dataclass, field, pattern
from sitegen.programme.flaws import Flaw
from sitegen.programme.look.drawing_parts import (
    ATTRIBUTES,
    ELEMENTS,
    LEFT_OUT_ATTRIBUTES,
    NAME,
    WITH_LINK,
    WITH_WORDS,
    NoDrawing,
    declarations,
    parts_in,
    said,
    style_sheet,
)

MOST_DEPTH = 100
"""Of elements within each other. Drawing programs write ten; browsers give up at some hundred."""

MOST_DRAWN = 20_000
"""Elements that are drawn. A part that is used by parts that are used by others is drawn often."""

_SVG, _HTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
_XLINK, _XML = "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
_PHOTO = pattern(r"data:image/(png|jpe?g);base64,([A-Za-z0-9+/=\s]*)")
_FIRST_BYTES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: the attributes of its first element, and the whole as it is published."""

    attributes: Mapping[str, str]
    data: bytes


def read_drawing(data: bytes) -> Drawing | Flaw:
    """Read the bytes of an SVG file, of any kind and at most a few kilobytes.

    The message of a flaw is what is said after the name of the file.
    """
    try:
        data.decode()
    except UnicodeDecodeError:
        return _OTHER_ENCODING
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)  # noqa: FBT003 - expat takes no name for it
        return Drawing(reading.root, reading.written())
    except _Stop as stop:
        return stop.refused
    except NoDrawing as found:
        line = reading.parser.CurrentLineNumber
        what = f"`{said(found.what)}` in `{found.where}`"
        message = f"has {what} on line {line}, and a logo is only a drawing."
        return Flaw(message, "Save it again as plain SVG, without that.")
    except expat.ExpatError as error:
        message = f"cannot be read as a drawing, from line {error.lineno} on."
        return Flaw(message, "Save it as SVG again.")


_OTHER_ENCODING = Flaw(
    "is not saved with the encoding UTF-8.",
    "Save the file again with the encoding UTF-8, and let its first line name this encoding.",
)


class _Stop(Exception):  # noqa: N818 - what was found is enough, and the rest is not read
    """Ends the reading of a file."""

    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.refused = Flaw(message, help_)


@dataclass(slots=True)
class _Element:
    """An element: its tag, what is in it, and the ids of the parts that are drawn with it."""

    tag: str
    id: str = ""
    classes: tuple[str, ...] = ()
    children: list[_Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    is_open: bool = False  # its tag waits for the end, because nothing may stand in it


class _Reading:
    """What the parser finds, and what is written of it."""

    def __init__(self) -> None:
        self.root: Mapping[str, str] = {}
        self._above: list[_Element] = []
        self._ids: dict[str, _Element] = {}
        self._by_class: dict[str, list[str]] = {}
        self._passed_over = 0  # elements within elements that are left out
        self._text: list[str] = []
        self._first: _Element | None = None
        self._pieces: list[str] = []
        self._has_xlink = False
        self.parser = parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append

    def written(self) -> bytes:
        """Give the drawing as it is published. Raises where it would be drawn for ever."""
        assert self._first is not None  # noqa: S101 - expat refuses a file without an element
        _Weights(self._ids, self._by_class).of(self._first, 0)
        spaces = f' xmlns="{_SVG}"' + (f' xmlns:xlink="{_XLINK}"' if self._has_xlink else "")
        return "".join(["<svg", spaces, *self._pieces[1:]]).encode()

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in {"utf-8", "utf8", "us-ascii"}:
            raise _Stop(_OTHER_ENCODING.message, _OTHER_ENCODING.help)

    def _doctype(self, *of: object) -> None:
        # One that only names the kind of the file does nothing: expat loads nothing for it.
        if of[-1]:  # it has a part of its own
            self._entity()

    def _entity(self, *_: object) -> None:
        # An entity can stand for others, and these for more: a few lines that fill the memory.
        raise _Stop(
            "holds abbreviations (ENTITY), and a logo is only a drawing.",
            "Save it again as plain SVG, without its first lines that begin with <!DOCTYPE.",
        )

    def _instruction(self, target: str, data: str) -> None:
        if target.casefold().startswith("xml-"):
            raise NoDrawing(data, f"<?{target}?>")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._words()
        space, _, tag = name.rpartition(" ")
        is_drawn = space == _SVG and tag in ELEMENTS
        if not self._above and (space, tag) != (_SVG, "svg") and space != _HTML:
            raise _Stop("is not an SVG drawing.", "Save the picture as SVG again.")
        within = self._above[-1].tag if self._above else ""
        if space == _HTML or (space == _SVG and not is_drawn and tag != "metadata"):
            self._refuse(tag, is_html=space == _HTML)
        if is_drawn and (self._passed_over or within in {"style", "title", "desc"}):
            self._refuse(tag)
        if len(self._above) + self._passed_over >= MOST_DEPTH:
            self._too_deep()
        if is_drawn:
            self._add(tag, attributes)
        else:  # what a drawing program notes for itself
            self._passed_over += 1

    def _refuse(self, tag: str, *, is_html: bool = False) -> None:
        line, kind = self.parser.CurrentLineNumber, ", a part of a web page," if is_html else ""
        raise _Stop(
            f"holds `<{said(tag)}>`{kind} on line {line}, and a logo is only a drawing.",
            "Save it again as plain SVG, without this element and what is in it.",
        )

    def _too_deep(self) -> None:
        line = self.parser.CurrentLineNumber
        raise _Stop(
            f"has more than {MOST_DEPTH} elements within each other, on line {line}.",
            "Save it again as plain SVG, without groups within groups.",
        )

    def _add(self, tag: str, attributes: dict[str, str]) -> None:
        element = _Element(tag, classes=tuple(attributes.get("class", "").split()))
        kept = list(self._attributes(element, attributes))
        if self._above:
            above = self._above[-1]
            if above.is_open:
                self._pieces.append(">")
                above.is_open = False
            above.children.append(element)
        else:
            self._first, self.root = element, attributes
        self._above.append(element)
        self._ids.setdefault(element.id, element)
        self._pieces += [f"<{tag}", *(f" {name}={quoteattr(value)}" for name, value in kept)]
        element.is_open = True

    def _attributes(
        self, element: _Element, attributes: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """Yield what is written of the attributes, and note which parts they name."""
        tag = f"<{element.tag}>"
        for full, value in attributes.items():
            space, _, name = full.rpartition(" ")
            if name == "href" and space in {"", _XLINK}:
                self._link(element, value)
                self._has_xlink |= bool(space)
                yield ("xlink:href" if space else "href"), value.strip()
            elif space == _XML and name in {"space", "lang"}:
                if not re.fullmatch(r"[A-Za-z0-9-]*", value):
                    raise NoDrawing(value, tag)
                yield f"xml:{name}", value
            elif space == _XML or (not space and not _is_known(name)):
                raise NoDrawing(name, tag)
            elif not space and not _is_left_out(name) and element.tag != "style":
                kept = self._value(element, name, value, tag)
                yield from [(name, kept)] if kept else []

    def _link(self, element: _Element, value: str) -> None:
        value = value.strip()
        is_part = bool(value.startswith("#") and NAME.fullmatch(value[1:]))
        photo = _PHOTO.fullmatch(value) if element.tag == "image" else None
        if element.tag not in WITH_LINK or not (is_part or (photo and _is_photo(photo))):
            raise NoDrawing(f"href={value}", f"<{element.tag}>")
        if is_part:
            element.parts.append(value[1:])

    def _value(self, element: _Element, name: str, value: str, tag: str) -> str:
        if name == "id":
            if not NAME.fullmatch(value):
                raise NoDrawing(value, tag)
            element.id = value
        elif name == "class":
            if not re.fullmatch(r"[\w\s-]*", value):
                raise NoDrawing(value, tag)
        elif name == "style":
            value, parts = declarations(value, tag)
            element.parts += parts
        else:
            element.parts += parts_in(value, tag)
        return value

    def _words(self) -> None:
        """Write the text before this place, where the element shows text, and forget it."""
        text = "".join(self._text)
        self._text.clear()
        if not self._above or self._passed_over or not text:
            return
        above = self._above[-1]
        if above.tag == "style":
            text, parts = style_sheet(text)
            for name, named in parts.items():
                self._by_class.setdefault(name, []).extend(named)
        elif above.tag not in WITH_WORDS:
            return
        if above.is_open:
            self._pieces.append(">")
            above.is_open = False
        self._pieces.append(escape(text))

    def _end(self, _name: str) -> None:
        self._words()
        if self._passed_over:
            self._passed_over -= 1
            return
        element = self._above.pop()
        self._pieces.append("/>" if element.is_open else f"</{element.tag}>")


def _is_left_out(name: str) -> bool:
    return name in LEFT_OUT_ATTRIBUTES or name.startswith(("data-", "aria-"))


def _is_known(name: str) -> bool:
    return name in ATTRIBUTES or name in {"id", "class", "style"} or _is_left_out(name)


def _is_photo(photo: re.Match[str]) -> bool:
    """Tell whether what is packed into the address begins as such a picture does."""
    try:
        data = base64.b64decode("".join(photo[2].split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return data.startswith(_FIRST_BYTES[photo[1]])


class _Weights:
    """How many elements are drawn, with all that each one uses."""

    def __init__(self, ids: Mapping[str, _Element], by_class: Mapping[str, list[str]]) -> None:
        self._ids, self._by_class = ids, by_class
        self._known: dict[int, int] = {}
        self._within: set[int] = set()

    def of(self, element: _Element, depth: int) -> int:
        """Give the weight of an element. Raises where it is too much, or holds itself."""
        known = self._known.get(id(element))
        if known is not None:
            return known
        if id(element) in self._within or depth > 2 * MOST_DEPTH:
            raise self._endless()
        self._within.add(id(element))
        named = [*element.parts, *self._by_class.get("", ())]
        for one in element.classes:
            named += self._by_class.get(one, ())
        used = [self._ids[name] for name in dict.fromkeys(named) if name in self._ids]
        weight = 1 + sum(self.of(one, depth + 1) for one in (*element.children, *used))
        if weight > MOST_DRAWN:
            raise self._endless()
        self._within.discard(id(element))
        self._known[id(element)] = weight
        return weight

    @staticmethod
    def _endless() -> _Stop:
        return _Stop(
            "uses its own parts again and again, so a browser would draw for a very long time.",
            "Save it again as plain SVG, with each part drawn where it stands.",
        )
