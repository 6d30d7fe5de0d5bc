"""However a site is edited, a build gives what a build from nothing gives (see `rebuilding`)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rebuilding import Rebuilt, rebuilt, sequence

from sitegen.site import production


@pytest.mark.parametrize("seed", range(6))
def test_each_build_is_as_if_from_nothing(seed: int) -> None:
    assert sequence(seed, steps=8).total() == 8


def test_two_sites_can_share_an_output_and_what_is_kept() -> None:
    with rebuilt(3) as site:
        for _ in range(3):
            site.build()
            site.other_site_built()
            site.training_edited()
            site.step()


def test_parts_that_are_damaged_are_made_again() -> None:
    with rebuilt(4) as site:
        site.worth_processes = 1
        site.build()
        for _ in range(3):
            site.kept_is_damaged()
            site.training_edited()
            site.step()


def made_by(site: Rebuilt, act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Give the addresses of the files that are made after an act."""
    made = set[str]()
    whole = production.produce

    def watched(*given: object) -> object:
        for address, data in whole(*given):  # type: ignore[arg-type]
            made.add(address)
            yield address, data

    act()
    with monkeypatch.context() as patched:
        patched.setattr("sitegen.build.produce", watched)
        assert site.build() == 0
    return made


def test_only_what_shows_a_training_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with rebuilt(1) as site:
        every = made_by(site, lambda: None, monkeypatch)
        assert {"index.html", "trainings/t-1/index.html", "trainings/t-1/t-1.ics"} <= every
        site.trainings["t-1"]["note"] = "Bring a pen."
        made = made_by(site, site.write, monkeypatch)
        assert {"trainings.json", "trainings/t-1/index.html", "trainings/t-1/t-1.ics"} <= made
        untouched = {f"trainings/t-{n}/t-{n}.ics" for n in range(2, 7)}
        assert untouched <= every
        assert made.isdisjoint({*untouched, "welcome/index.html", "calendars/cpss/index.html"})
        assert len(made) < len(every)


def test_a_file_that_was_touched_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with rebuilt(2) as site:
        site.build()
        page = site.output / "trainings/t-2/index.html"
        right = page.read_bytes()

        def touched() -> None:
            page.write_bytes(b"x")
            site.trainings["t-1"]["note"] = "Bring a pen."
            site.write()

        made_by(site, touched, monkeypatch)
        assert page.read_bytes() == right
