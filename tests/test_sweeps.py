"""Samples of the sweeps: whatever a command is broken off at, the old is there or the new."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sweeps import KILL, SUBJECTS, Sweep

SHARES = (0.05, 0.3, 0.5, 0.7, 0.8, 0.9, 0.93, 0.96, 0.99)
"""Parts of a command, more of them towards the end, where something is changed."""


@pytest.mark.parametrize("number", [KILL, errno.ENOSPC])
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_command_that_is_broken_off_leaves_the_old_or_the_new(
    tmp_path: Path, name: str, number: int
) -> None:
    sweep = Sweep(tmp_path, SUBJECTS[name])
    last = sweep.operations()
    happened = [sweep.at(int(last * share), number) for share in SHARES]
    assert sum(happened) > 2
    assert sweep.swept.old
