"""What the tests in a browser share: the sites are built once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sites import SITES, Site, built_and_served


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Site]]:
    """The real site on three days, and the invented one, each on a server."""
    with ExitStack() as running:
        yield [
            running.enter_context(built_and_served(name, tmp_path_factory.mktemp("www")))
            for name in SITES
        ]
