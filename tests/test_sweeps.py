"""Samples of the sweeps: whatever a command is broken off at, the old is there or the new."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sweeps import KILL, SUBJECTS, Sweep

OPERATIONS = {
    "build": (300, 900, 1500, 1900, 2240, 2260, 2280, 2300, 2400),
    "forked": (100, 700, 1300, 1700, 2100, 2240, 2260, 2280, 2400),
    "record": (100, 310, 320, 330, 340, 350),
    "fix": (100, 360, 370, 380, 385, 390, 395, 400),
}
"""Numbers of operations, more of them towards the end, where something is changed."""


@pytest.mark.parametrize("number", [KILL, errno.ENOSPC])
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_command_that_is_broken_off_leaves_the_old_or_the_new(
    tmp_path: Path, name: str, number: int
) -> None:
    sweep = Sweep(tmp_path, SUBJECTS[name])
    happened = [sweep.at(nth, number) for nth in OPERATIONS[name]]
    assert sum(happened) > 2
    assert sweep.swept.old
