"""The bytes of planned files, made in as many processes as the machine can use."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from sitegen.site.ingredients import EVERYTHING
from sitegen.site.parts import NO_PARTS, OfKind, Parts
from sitegen.site.plan import PlannedFile

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

WORTH_PROCESSES = 2000
"""From so many files on, starting processes costs less than it saves (measured: 40 ms each)."""

_PR_SET_PDEATHSIG = 1  # prctl(2)

_TOGETHER = 1500
"""So many dates are in the files that one process makes before it hands over their bytes."""


_Done: TypeAlias = tuple[list[tuple[str, bytes]], dict[str, OfKind]]
"""What a process hands over: files, and the parts that it has made for them."""


class ProcessEnded(Exception):  # noqa: N818 - says what has happened
    """A process that made files is gone, and with it what it made."""


def produce(
    planned: Sequence[PlannedFile], parts: Parts = NO_PARTS, processes: int | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file, in any order, made by so many processes (None: choose).

    `parts` are those that the plan was made with: it learns of all that are made.
    Raises TemplateProblem where a template cannot be filled, and ProcessEnded.
    """
    if processes is None:
        processes = _useful_processes(len(planned))
    if processes == 1:
        for file in planned:
            yield file.address, file.produce()
        return
    yield from _made_by(processes, planned, parts)


def _made_by(
    processes: int, planned: Sequence[PlannedFile], parts: Parts
) -> Iterator[tuple[str, bytes]]:
    # A small site needs none of these, and loading them takes a while.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # Forked processes inherit the plan; nothing but the bytes travels between them.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        processes, context, initializer=_adopt, initargs=(planned, parts, os.getpid())
    ) as pool:
        try:
            for made, new in _done(pool, iter(_jobs(planned)), 2 * processes):
                parts.take(new)
                yield from made
        except BrokenProcessPool as error:
            raise ProcessEnded(
                "A process that made files was ended, perhaps because the memory ran out."
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _done(pool: ProcessPoolExecutor, jobs: Iterator[list[int]], at_once: int) -> Iterator[_Done]:
    """Yield what the processes have made, as soon as it is there, and keep so many jobs going."""
    from concurrent.futures import FIRST_COMPLETED, wait

    running = {pool.submit(_make, job) for job in islice(jobs, at_once)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        running |= {pool.submit(_make, job) for job in islice(jobs, len(done))}
        while done:
            yield done.pop().result()


def _useful_processes(files: int) -> int:
    if files < WORTH_PROCESSES or not hasattr(os, "fork"):
        return 1
    import threading

    # A fork copies only the thread that asks for it; with others running it could hang.
    if threading.active_count() > 1:
        return 1
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


def _jobs(planned: Sequence[PlannedFile]) -> list[list[int]]:
    """Group the files by index: those that share work together and first, the rest in portions.

    A file takes as long as it has dates. What takes long comes first, so that no process is still
    at a year when all the others have ended.
    """
    shared: dict[str, list[int]] = {}
    alone: list[int] = []
    for index, file in enumerate(planned):
        if file.shares is None:
            alone.append(index)
        else:
            shared.setdefault(file.shares, []).append(index)
    portions: list[list[int]] = []
    room = 0
    for index in sorted(alone, key=lambda one: _dates_in(planned[one]), reverse=True):
        room -= _dates_in(planned[index])
        if room < 0:
            portions.append([])
            room = _TOGETHER - _dates_in(planned[index])
        portions[-1].append(index)
    return [*shared.values(), *portions]


def _dates_in(file: PlannedFile) -> int:
    return _TOGETHER if file.made_of is EVERYTHING else 1 + len(file.made_of)


_plan: Sequence[PlannedFile] = ()
_parts = NO_PARTS
"""In a forked process: what it inherited. Never set in the process that forks."""


def _adopt(planned: Sequence[PlannedFile], parts: Parts, parent: int) -> None:
    global _plan, _parts  # the only way to hand over what cannot be pickled
    _plan, _parts = planned, parts
    _end_with(parent)


def _end_with(parent: int) -> None:
    """Let this process end when its parent ends, also when that is killed (Linux).

    Otherwise it would wait for work for ever.
    """
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it has ended already
            os._exit(1)


def _make(indexes: list[int]) -> _Done:
    made = [(_plan[index].address, _plan[index].produce()) for index in indexes]
    return made, _parts.handed_over()
