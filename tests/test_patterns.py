"""Every regular expression of the package takes steps as the text is long, and no more.

Each is tried on texts in which whatever it repeats comes again and again. Steps are counted (see
`counting.py`), not seconds. With more texts, in a few minutes:

    .venv/bin/python tests/test_patterns.py
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from counting import Counted, TooManyStepsError, repeated, sample

import sitegen
from sitegen.lazy.patterns import Pattern

SOURCE = Path(sitegen.__file__).parent
SIZE = 80
AT_ONCE = 14
"""Steps for each sign that are no reason to look closer."""

GROWTH = 2.7
"""Twice the text may take so many times the steps. Four times is what must not be."""

FEW = (" ", "a", "1", "-", "/", "(", "[")
MANY = (
    *(" ", "a", "A", "1", "-", ".", "(", "[", "\n", "a ", "a.", "1-", "- ", "#", " #", "'", '"'),
    *("\t", "_", "@", "a@", "/", "&", "<", "*", "=\n", "\r", ", ", ":", ": "),
)

SHORT = {
    # What it reads is never long.
    "programme/copied_names.py _COPY": "the name of a file: 255 bytes at most",
    "programme/look/notation.py findall": "a list that stands in the program",
    "source/mending_hours.py _EDGES": "the first 300 characters of a value",
    "source/typed_dates.py _EDGES": "the first 300 characters of a value",
    "source/odd_sign_reports.py _WORD_BEFORE": "the 60 characters before a place",
}


@dataclass(frozen=True)
class Use:
    """A regular expression: in which file, by which name, and whether it looks from everywhere.

    What must fit the whole text is tried with an end behind it: there it goes back once more.
    """

    name: str
    pattern: str
    flags: int
    search: bool


AT_THE_BEGINNING = {"match", "fullmatch"}
METHODS = AT_THE_BEGINNING | {"search", "finditer", "findall", "sub", "subn", "split"}


@cache
def uses() -> tuple[Use, ...]:
    found = {
        (use.pattern, use.flags, use.search): use
        for info in pkgutil.walk_packages(sitegen.__path__, "sitegen.")
        if not info.name.endswith("__main__")
        for use in _uses_in(info.name)
    }
    return tuple(sorted(found.values(), key=lambda use: (use.name, use.pattern)))


def _uses_in(module: str) -> Iterator[Use]:
    loaded = importlib.import_module(module)
    path = Path(str(loaded.__file__))
    calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
    methods: dict[str, set[str]] = {}
    for call in calls:
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in METHODS:
            continue
        holder, method = ast.unparse(call.func.value), call.func.attr
        methods.setdefault(holder, set()).add(method)
        first = call.args[0] if call.args else None
        if holder == "re" and isinstance(first, ast.Constant):
            ignore = re.IGNORECASE if "re.IGNORECASE" in ast.unparse(call) else 0
            name = f"{path.relative_to(SOURCE).as_posix()} {method}"
            written = to_the_end(first.value) if method == "fullmatch" else first.value
            yield Use(name, written, ignore, method not in AT_THE_BEGINNING)
    for name, value in vars(loaded).items():
        for pattern in _patterns(value):
            if isinstance(pattern.pattern, str):
                used = methods.get(name)
                search = used is None or bool(used - AT_THE_BEGINNING)
                flags = pattern.flags & ~re.UNICODE.value
                whole = f"{path.relative_to(SOURCE).as_posix()} {name}"
                yield Use(whole, pattern.pattern, flags, search)
                if used is not None and "fullmatch" in used:
                    yield Use(whole, to_the_end(pattern.pattern), flags, search=False)


def to_the_end(pattern: str) -> str:
    """Give the pattern that fits where this one fits a whole text."""
    return rf"(?:{pattern})\Z"


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, Pattern):
        yield re.compile(value.pattern, value.flags)
    elif isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _patterns(one)


def growth(use: Use, more: Iterable[str]) -> tuple[float, str]:
    """Give the most by which the steps grow for twice the text, and a text of which they do."""
    counted = Counted(use.pattern, use.flags)
    units = {
        *more,
        sample(counted.tree)[:9],
        *(sample(part) for part in repeated(counted.tree)),
    } - {""}
    before = sample(counted.tree)[:40]
    worst = (0.0, "")
    for unit in sorted(units):
        for begin in dict.fromkeys(("", before[:1], before)):
            for end in ("", "\x00"):
                once, twice = (begin + (unit * size)[:size] + end for size in (SIZE, 2 * SIZE))
                steps = _count(counted, once, search=use.search)
                if steps > AT_ONCE * SIZE:
                    grown = _count(counted, twice, search=use.search) / steps
                    worst = max(worst, (grown, repr(once[:60])))
    return worst


def _count(counted: Counted, text: str, *, search: bool) -> float:
    try:
        return counted.count(text, search=search, most=300_000)
    except TooManyStepsError:
        return float("inf") if len(text) > SIZE * 1.7 else 300_000


def with_deep_stack(work: Callable[[], None]) -> None:
    """Run work that calls itself as often as a text has signs."""
    limit, size = sys.getrecursionlimit(), threading.stack_size(256 * 1024 * 1024)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is awaited
            failed.append(error)

    sys.setrecursionlimit(50_000)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(size)
    if failed:
        raise failed[0]


def grown_too_fast(more: Iterable[str]) -> dict[str, tuple[float, str]]:
    """Give what takes too many steps for texts of its own repeats and of these."""
    grown: dict[str, tuple[float, str]] = {}

    def work() -> None:
        for use in uses():
            worst = growth(use, more)
            if worst[0] > GROWTH:
                grown[use.name] = worst

    with_deep_stack(work)
    return grown


def test_every_regular_expression_is_linear() -> None:
    grown = grown_too_fast(FEW)
    assert {name: worst for name, worst in grown.items() if name not in SHORT} == {}
    assert set(SHORT) <= set(grown), "an exception that nothing needs any more"


def test_all_regular_expressions_are_found() -> None:
    assert len(uses()) > 250


@pytest.mark.parametrize(
    ("pattern", "search", "linear"),
    [
        (r"a+", True, True),
        (r"\s+$", True, False),
        (r"(?<!\s)\s++$", True, True),
        (r"\S*[a-z]\S*", True, False),
        (r"(?:a|a)*b", False, False),
        (r"(?:a+)+b", False, False),
        (r"a*a*b", False, False),
        (r"[^:]*? *:", False, False),
        (r"(?:ab)*c", False, True),
        (r"/(?![^<]*>)", True, False),
        (r"(?P<a>x)?y(?(a)z|w)+", True, True),
        (r"(a)(?=b)\1*(?!c)(?<=a)$", True, True),
    ],
)
def test_what_grows_faster_than_the_text_is_told(pattern: str, search: bool, linear: bool) -> None:
    with_deep_stack(lambda: _holds(pattern, search=search, linear=linear))


def _holds(pattern: str, *, search: bool, linear: bool) -> None:
    assert (growth(Use("", pattern, 0, search), FEW)[0] <= GROWTH) is linear


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(\w+)@\1", "ab@ab a@b"),
        (r"(?i)[a-c]+(?!d)", "ABCd abc"),
        (r"(?<=x)y{2,}?|z*+b|(?>a+)b", "xyyy zzb aab"),
        (r"(?m)^\s*(?:-\s)?(a|b)*$", "- abab\n\n  b\nc"),
        (r"\bword\b|\B.", "word swords"),
    ],
)
def test_what_is_counted_is_what_python_finds(pattern: str, text: str) -> None:
    ends: list[tuple[int, int]] = []
    counted = Counted(pattern)
    counted.count(text, search=True, most=10_000, found=ends)
    assert ends == [one.span() for one in re.finditer(pattern, text)]


if __name__ == "__main__":
    for name, (factor, text) in sorted(grown_too_fast(MANY).items()):
        print(f"{factor:.1f} times the steps for twice the text: {name} {SHORT.get(name)} {text}")
