"""How the files of a large site are dealt out to processes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.ingredients import EVERYTHING, MadeOf
from sitegen.site.planned import PlannedFile
from sitegen.site.production import _TOGETHER, _jobs


def dates(number: int) -> MadeOf:
    return EVERYTHING if number < 0 else ("",) * number


def planned(*files: tuple[int, str | None]) -> list[PlannedFile]:
    return [
        PlannedFile(address=str(at), produce=bytes, shares=shares, made_of=dates(number))
        for at, (number, shares) in enumerate(files)
    ]


@given(st.lists(st.tuples(st.integers(-1, 4000), st.sampled_from([None, "a", "b"])), max_size=60))
def test_each_file_is_made_once_and_what_shares_work_together(
    files: list[tuple[int, str | None]],
) -> None:
    jobs = _jobs(planned(*files))
    assert sorted(index for job in jobs for index in job) == list(range(len(files)))
    for job in jobs:
        assert job
        assert len({files[index][1] for index in job}) == 1
        if files[job[0]][1] is None and len(job) > 1:
            assert sum(1 + files[index][0] for index in job) <= _TOGETHER
    for shares in ("a", "b"):
        assert sum(files[job[0]][1] == shares for job in jobs) <= 1


def test_what_takes_long_is_begun_first() -> None:
    small, year, everything, shared = (3, None), (4000, None), (-1, None), (0, "calendars")
    jobs = _jobs(planned(*[small] * 1000, year, everything, shared))
    assert jobs[:3] == [[1002], [1000], [1001]]
    assert len(jobs) == 3 + 3


def test_no_process_is_left_with_much_at_the_end() -> None:
    jobs = _jobs(planned(*[(7, None)] * 5000, *[(3000, None)] * 10))
    sizes = [sum(3001 if index >= 5000 else 8 for index in job) for job in jobs]
    assert sizes == sorted(sizes, reverse=True)
