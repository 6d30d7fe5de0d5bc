"""Unpacks one file in a process of its own, which ends where it takes too long or too much memory.

Files come from anywhere, and a few kilobytes can unpack to gigabytes. Run as a program, this module
reads a kind and bytes, and writes parts as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from sitegen.importing.parts import Line, Part, Row, Unimportable

MOST_SECONDS = 10
"""Of processor time: a file with 20,000 rows takes two."""
MOST_MEMORY = 1 << 30
MOST_UNPACKED = 100_000_000
"""Bytes that a packed file may unpack to."""


def parts_apart(kind: str, data: bytes, zone: str) -> list[Part]:
    """Give the parts of a file of a kind. Raises Unimportable, also where it takes too much."""
    command = [sys.executable, "-m", "sitegen.importing.apart", kind, zone]
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            command, input=data, capture_output=True, timeout=10 * MOST_SECONDS, check=False
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    if answer is None:
        raise Unimportable(
            f"To read it takes more than {MOST_SECONDS} seconds or 1 GB of memory, or it is "
            "broken. Save the part with the trainings in a file of its own."
        )
    if "refused" in answer:
        raise Unimportable(answer["refused"])
    return [_part(one) for one in answer["parts"]]


def _part(values: Sequence[object]) -> Part:
    kind, *rest = values
    return Row(rest[0], tuple(rest[1])) if kind == "row" else Line(*rest)  # type: ignore[arg-type]


def _limited() -> None:
    """Let the system end this process where it takes too much."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _unpacked(kind: str, data: bytes, zone: str) -> list[Part]:
    from sitegen.importing.documents import docx_parts, pdf_parts
    from sitegen.importing.events import ics_parts
    from sitegen.importing.sheets import xlsx_parts
    from sitegen.importing.webpages import page_parts

    readers: dict[str, Callable[[], list[Part]]] = {
        "docx": lambda: docx_parts(data),
        "xlsx": lambda: xlsx_parts(data),
        "pdf": lambda: pdf_parts(data),
        "ics": lambda: ics_parts(data, zone),
        "html": lambda: page_parts(data.decode("utf-8")),
    }
    if kind in {"docx", "xlsx"}:
        _check_packed(data)
    return readers[kind]()


def _check_packed(data: bytes) -> None:
    """Refuse what says of itself that it is too large. Of a member no more than it says is read."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except BadZipFile as error:
        raise Unimportable("It is broken. Save it again.") from error
    if size > MOST_UNPACKED:
        raise Unimportable(
            f"It unpacks to {size:,} bytes. At most {MOST_UNPACKED:,} are read. Save the part with "
            "the trainings in a file of its own."
        )


def main() -> None:
    """Read bytes from the input and write their parts."""
    _limited()
    _, kind, zone = sys.argv
    try:
        parts = _unpacked(kind, sys.stdin.buffer.read(), zone)
        answer: dict[str, object] = {
            "parts": [("row" if isinstance(one, Row) else "line", *one) for one in parts]
        }
    except Unimportable as refused:
        answer = {"refused": str(refused)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
