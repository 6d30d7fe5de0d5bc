"""What works with records that were read in part: a piece ends where it asks for what is unread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar, overload

from sitegen.lazy import fields
from sitegen.source.fields import NamedPart, NotReadError, Part, Record

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def in_pieces(*pieces: Iterator[T]) -> Iterator[T]:
    """Yield from one after the other. Each ends quietly where it asks for an unread field."""
    for one in pieces:
        try:  # a context manager takes longer, for each of ten thousand entries
            yield from one
        except NotReadError:
            continue


def piece(generator: Callable[P, Iterator[T]]) -> Callable[P, Iterator[T]]:
    """Make a generator end quietly where it asks for a field that could not be read.

    What it yielded before stays, and who called it goes on.
    """

    @wraps(generator)
    def until_unread(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        try:
            yield from generator(*args, **kwargs)
        except NotReadError:
            return

    return until_unread


@overload
def known(record: R, ask: Callable[[R], T]) -> T | None: ...
@overload
def known(record: R | None, ask: Callable[[R], T]) -> T | None: ...
def known(record: R | None, ask: Callable[[R], T]) -> T | None:
    """Give what is asked of the record; None where that needs a field that could not be read.

    None also where there is no record.
    """
    try:
        return ask(record) if record is not None else None
    except NotReadError:
        return None


def each_known(records: Iterable[R], ask: Callable[[R], T]) -> Iterator[tuple[T, R]]:
    """Yield what is asked of each record, with the record, where its fields could be read."""
    for record in records:
        try:
            answer = ask(record)
        except NotReadError:
            continue
        yield answer, record


def whole(entries: T) -> T:
    """Give all entries of a list; where not every one could be read, it counts as unread."""
    if isinstance(entries, Part | NamedPart):
        raise NotReadError("entries of a list could not be read")
    return entries


def is_known(record: R, ask: Callable[[R], object]) -> bool:
    """Tell whether what is asked of the record could be read, with every entry of a list."""
    try:
        whole(ask(record))
    except NotReadError:
        return False
    return True


def all_read(record: Record) -> bool:
    """Tell whether all fields of the record could be read, with every entry of its lists."""
    return not record.at.unread and not any(
        isinstance(getattr(record, one.name), Part | NamedPart) for one in fields(record)
    )
