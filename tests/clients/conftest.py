"""Sites whose calendars real programs read: an invented one with every difficulty, and the real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import INVENTED, REAL, BuiltSite
from subscriptions import Subscription, subscribed


@pytest.fixture(scope="session", params=[INVENTED, REAL], ids=["invented", "real"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Built once, for tests that only look."""
    return BuiltSite.of(request.param, tmp_path_factory.mktemp("site"))


@pytest.fixture
def own_site(tmp_path: Path) -> BuiltSite:
    """The invented site, for a test that changes it."""
    return BuiltSite.of(INVENTED, tmp_path / "site")


@pytest.fixture
def subscription(tmp_path: Path) -> Iterator[Subscription]:
    """For a test that changes the site after programs have subscribed."""
    with subscribed(tmp_path) as subscription:
        yield subscription
