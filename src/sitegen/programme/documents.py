"""Files that the site publishes as documents: which kinds, told by name and by content.

What is published stands on the site's own origin. So only files that a browser shows in a viewer of
its own, shows as plain text, or saves are taken, and never what it would run as a page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from sitegen.lazy import dataclass, pattern
from sitegen.programme.flaws import Flaw

MOST_BYTES = 20_000_000
"""Who reads on a phone pays for each megabyte. A form has some hundred kilobytes."""


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A file that can be published: its kind, as people say it ("PDF"), and its size in bytes."""

    kind: str
    size: int


def read_document(name: str, data: bytes) -> DocumentFile | Flaw:
    """Tell what kind of document a file is by its name and its bytes, of any kind."""
    stem, _, ending = PurePosixPath(name).name.rpartition(".")
    ending = ending.casefold()
    holds = _KINDS.get(ending) if stem else None
    if holds is None:
        message = f"`{name}` is not of a kind that the site publishes."
        return Flaw(message, f"Save it as {', '.join(KINDS[:-1]).upper()} or {KINDS[-1].upper()}.")
    if re.search(r"\.(?![0-9]+\Z|[0-9]+\.)", stem):
        message = f"`{name}` has more than one ending, and some servers go by the first."
        better = f"{stem.replace('.', '-')}.{ending}"
        return Flaw(message, f"Name the file {better}, and write this name here.")
    if len(data) > MOST_BYTES:
        message = f"`{name}` is larger than {MOST_BYTES // 1_000_000} MB."
        return Flaw(message, "Save it again, made for the web, or as several files.")
    flaw = holds(data)
    if flaw is None:
        return DocumentFile(ending.upper(), len(data))
    if flaw is _OTHER:
        return _other_kind(name, ending, data)
    return Flaw(f"`{name}` {flaw.message}", flaw.help)


def _other_kind(name: str, ending: str, data: bytes) -> Flaw:
    kind = ending.upper()
    told = (of for of, holds in _KINDS.items() if holds is not _text and holds(data) is None)
    other = next(told, None)
    if other is None:
        return Flaw(f"`{name}` does not hold a {kind} file.", f"Save it as {kind} again.")
    message = f"`{name}` holds {other.upper()}, not {kind}."
    help_ = f"Save it as {kind}, or give the file the ending .{other} and write its new name here."
    return Flaw(message, help_)


_OTHER = Flaw("holds something else.", "")
_MACROS = Flaw(
    "holds a program (a macro), and who opens the file would run it.",
    "Save it again without macros.",
)


def _pdf(data: bytes) -> Flaw | None:
    """PDF 2.0, 7.5.2 and 7.5.5. Nothing may stand before it, so that it is nothing else as well."""
    return None if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:] else _OTHER


def _names(data: bytes) -> frozenset[str]:
    """Give the names of what is packed into a ZIP file that begins as one."""
    import zipfile  # noqa: PLC0415 - only where there is such a document

    if not data.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return frozenset(packed.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return frozenset()


def _office(main: str) -> Callable[[bytes], Flaw | None]:
    """Tell Office Open XML by the part with the text (ECMA-376, Part 1, 8 to 13)."""

    def holds(data: bytes) -> Flaw | None:
        names = _names(data)
        if not names >= {"[Content_Types].xml", main}:
            return _OTHER
        return _MACROS if any(n.casefold().endswith("vbaproject.bin") for n in names) else None

    return holds


def _open_document(kind: str) -> Callable[[bytes], Flaw | None]:
    """Tell OpenDocument by its first part, which is not packed (OpenDocument 1.3, Part 2, 3.3)."""
    begin = b"mimetypeapplication/vnd.oasis.opendocument." + kind.encode()

    def holds(data: bytes) -> Flaw | None:
        names = _names(data)
        if "content.xml" not in names or not data[30:].startswith((begin + b"PK", begin + b"\0")):
            return _OTHER
        return _MACROS if any(n.startswith(("Basic/", "Scripts/")) for n in names) else None

    return holds


def _compound(*streams: str) -> Callable[[bytes], Flaw | None]:
    """Tell the older files of Office by the name of the stream with the text ([MS-CFB], 2.6)."""
    names = [stream.encode("utf-16-le") + b"\0\0" for stream in streams]

    def holds(data: bytes) -> Flaw | None:
        if not data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return _OTHER
        if not any(name in data for name in names):
            return _OTHER
        return _MACROS if "_VBA_PROJECT".encode("utf-16-le") in data else None

    return holds


def _rich_text(data: bytes) -> Flaw | None:
    if not data.startswith(b"{\\rtf1"):
        return _OTHER
    return _MACROS if b"\\obj" in data else None


def _png(data: bytes) -> Flaw | None:
    right = data.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") and b"IEND\xaeB`\x82" in data[-64:]
    return None if right else _OTHER


def _jpeg(data: bytes) -> Flaw | None:
    return None if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data[-64:] else _OTHER


_BINARY = pattern(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def _text(data: bytes) -> Flaw | None:
    """Take what no browser would take for anything but text (WHATWG MIME Sniffing, 7)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "is not text with the encoding UTF-8."
        return Flaw(message, "Save it as text with this encoding.")
    if _BINARY.search(text):
        return Flaw("holds signs that no text has.", "Save it as plain text.")
    if text.lstrip().startswith("<"):
        message = "begins with <, so a browser may take it for a web page."
        return Flaw(message, "Save it as plain text that begins with a word.")
    return None


_KINDS: Mapping[str, Callable[[bytes], Flaw | None]] = {
    "pdf": _pdf,
    "docx": _office("word/document.xml"),
    "xlsx": _office("xl/workbook.xml"),
    "pptx": _office("ppt/presentation.xml"),
    "odt": _open_document("text"),
    "ods": _open_document("spreadsheet"),
    "odp": _open_document("presentation"),
    "doc": _compound("WordDocument"),
    "xls": _compound("Workbook", "Book"),
    "rtf": _rich_text,
    "png": _png,
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "txt": _text,
    "csv": _text,
}
"""What tells whether a file holds what its ending says."""

KINDS = tuple(_KINDS)
"""The endings of the files that can be documents."""
