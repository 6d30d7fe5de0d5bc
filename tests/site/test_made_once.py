"""How often what pages show is worked out: work is counted, because time differs by machine."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Programme, Training
from sitegen.settings import shipped_templates
from sitegen.site.addresses import BaseUrl
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.timetable import timetable
from sitegen.site.views import days, rows, status
from sitegen.site.views.frame import SiteContext
from sitegen.site.wording import ENGLISH

EVERY_STATE = Path(__file__).parents[1] / "projects/every-state"
TODAY = date(2031, 3, 5)
OF_A_TRAINING = ((status, "_status_view"), (days, "_link"), (days, "_days"))


def test_what_many_pages_show_of_a_training_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[tuple[str, str, str]] = Counter()

    def count(module: ModuleType, name: str) -> None:
        make = getattr(module, name)

        def counted(one: Training, context: SiteContext) -> object:
            made[name, context.language, one.id] += 1
            return make(one, context)

        monkeypatch.setattr(module, name, counted)

    for module, name in (*OF_A_TRAINING, (rows, "_training_row")):
        count(module, name)
    programme = check_site(read_site_files(EVERY_STATE), lambda _: TODAY).programme
    assert programme
    templates = Templates([shipped_templates()])
    base = programme.site.base_url
    for file in plan(programme, today=TODAY, base_url=base, templates=templates):
        file.produce()
    for _, name in OF_A_TRAINING:
        shown = {(language, one) for what, language, one in made if what == name}
        assert len(shown) == len(programme.trainings) * (1 + len(programme.site.other_languages))
    assert set(made.values()) == {1}


def test_what_is_made_once_is_told_apart_by_identity() -> None:
    programme = check_site(read_site_files(EVERY_STATE), lambda _: TODAY).programme
    assert programme
    context = context_of(programme)
    one = programme.trainings[0]
    equal = replace(one)
    assert equal == one
    made = [context.once(_alone, thing) for thing in (one, equal, one)]
    assert made[0] is made[2]
    assert made[0] is not made[1]


def _alone(one: Training, _: SiteContext) -> list[str]:
    return [one.id]


def context_of(programme: Programme) -> SiteContext:
    base = BaseUrl.of(programme.site.base_url)
    return SiteContext(
        programme=programme,
        ledger=Ledger(),
        times=timetable(programme, TODAY),
        base=base,
        markdown=MarkdownHtml(base),
        words=ENGLISH,
        language="en",
    )
