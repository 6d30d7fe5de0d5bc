"""The bytes of planned files, made in as many processes as the machine can use."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, TypeAlias

from sitegen.site.ingredients import EVERYTHING
from sitegen.site.parts import NO_PARTS, OfKind, Parts
from sitegen.site.planned import PlannedFile

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext

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
    from multiprocessing import get_context
    from multiprocessing.connection import wait

    jobs = iter(_jobs(planned))
    workers: list[_Worker] = []
    with ExitStack() as stack:
        for _ in range(processes):
            workers.append(_Worker(get_context("fork"), workers, planned, parts))
            stack.callback(workers[-1].end)
        for worker in workers * 2:  # so that none waits for this process
            worker.ask(jobs)
        while running := [one for one in workers if one.asked]:
            ready = wait([one.connection for one in running])
            for worker in running:
                if worker.connection not in ready:
                    continue
                made, new = worker.answer()
                worker.ask(jobs)
                parts.take(new)
                yield from made


class _Worker:
    """A process that makes files, and a connection that is its alone.

    A pool of Python's shares one pipe among its processes: one that is killed while it writes
    into that leaves the others, and us, waiting for ever.
    """

    def __init__(
        self,
        context: ForkContext,
        others: Sequence[_Worker],
        planned: Sequence[PlannedFile],
        parts: Parts,
    ) -> None:
        """Fork: the process inherits the plan, and nothing but what it has made travels back."""
        self.asked = 0
        self.connection, its_own = context.Pipe()
        not_its_own = [self.connection, *(other.connection for other in others)]
        self._process = context.Process(
            target=_make, args=(its_own, not_its_own, planned, parts, os.getpid()), daemon=True
        )
        self._process.start()
        its_own.close()

    def ask(self, jobs: Iterator[list[int]]) -> None:
        """Let it make the files of the next job, if there is one."""
        if (job := next(jobs, None)) is not None:
            with _process_ended():
                self.connection.send(job)
            self.asked += 1

    def answer(self) -> _Done:
        """Wait for what it was asked first. Raises what its making of a file has raised."""
        with _process_ended():
            answer = self.connection.recv_bytes()
        self.asked -= 1
        done: _Done | Exception = pickle.loads(answer)  # noqa: S301 - of our own process
        if isinstance(done, Exception):
            raise done
        return done

    def end(self) -> None:
        """End the process: it holds nothing that anybody needs."""
        self._process.kill()
        self._process.join()
        with suppress(OSError):  # its descriptors are closed, whatever the system says
            self._process.close()
            self.connection.close()


@contextmanager
def _process_ended() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise ProcessEnded(
            "A process that made files was ended, perhaps because the memory ran out."
        ) from error


def _make(
    connection: Connection,
    not_its_own: Sequence[Connection],
    planned: Sequence[PlannedFile],
    parts: Parts,
    parent: int,
) -> None:
    """In a forked process: make the files of one job after another.

    Whatever keeps it from that, the process that forked it sees that it ends, and says so.
    """
    with suppress(EOFError, OSError):
        for one in not_its_own:
            one.close()  # as long as it is open here, its end is not seen
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that forked ends this one
        _end_with(parent)
        while True:
            connection.send(_done(connection.recv(), planned, parts))


def _done(job: list[int], planned: Sequence[PlannedFile], parts: Parts) -> _Done | Exception:
    """Make the files of a job. What is raised is raised again where the files are wanted."""
    try:
        return [(planned[at].address, planned[at].produce()) for at in job], parts.handed_over()
    except Exception as error:  # noqa: BLE001
        return error


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


def _end_with(parent: int) -> None:
    """Let this process end when its parent ends, also when that is killed (Linux).

    Otherwise it would wait for work for ever.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it has ended already
            os._exit(1)
