"""Random histories of publishers: `python tests/races.py` plays many, and these are a sample."""

from __future__ import annotations

import pytest
from races import play


@pytest.mark.parametrize("seed", range(24))
def test_every_subscriber_holds_what_is_published_and_nothing_goes_back(seed: int) -> None:
    assert play(seed)["published"]
