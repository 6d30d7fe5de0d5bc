"""Requirements that are not known yet: every page says so, and none that somebody can apply."""

from __future__ import annotations

import re
from functools import cache

import programmes
from programmes import CPSS, programme, requirement, training

from sitegen.lazy import replace
from sitegen.programme.eligibility.rules import CERTIFICATION_ID, Rule, Subject
from sitegen.programme.model import Certification
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
SAID = "The requirements are not known yet. Ask us."

ADULT = Rule(
    subject=Subject.DESIGNATION,
    id="adult",
    name="Adult and Recovery",
    requires=(requirement("has personal lived experience"),),
)
PLANNED = Rule(subject=Subject.DESIGNATION, id="young-adult", name="Young Adult", is_known=False)
LATER = replace(
    programmes.track("later", "Later Training"),
    entry=Rule(subject=Subject.TRACK, id="later", name="Later Training", is_known=False),
)
CERTIFIED = Rule(
    subject=Subject.CERTIFICATION, id=CERTIFICATION_ID, name="Certified Peer", is_known=False
)


@cache
def site() -> dict[str, str]:
    of = programme(
        tracks=(CPSS, LATER),
        designations=(ADULT, PLANNED),
        certifications=(Certification(rule=CERTIFIED),),
        trainings=[training("t", LATER, programmes.date(2022, 5, 16))],
    )
    files = plan(
        of, today=programmes.TODAY, base_url=BASE, templates=Templates([shipped_templates()])
    )
    return {one.address: one.produce().decode() for one in files if one.address.endswith(".html")}


def words(html: str) -> str:
    return re.sub(r" ([.,;:])", r"\1", " ".join(re.sub(r"<[^>]*>", " ", html).split()))


def section(path: str, begin: str, end: str = "</section>") -> str:
    html = site()[path]
    start = html.index(begin)
    return words(html[start : html.index(end, start)])


def test_the_page_of_the_designations_says_so_of_each() -> None:
    page = "designations/index.html"
    assert section(page, 'id="designation-young-adult"').endswith(SAID)
    assert section(page, f'id="{CERTIFICATION_ID}"').endswith(SAID)
    assert SAID not in section(page, 'id="designation-adult"')


def test_a_track_says_so_of_itself_and_of_a_designation_that_opens_it() -> None:
    assert f"What you need first {SAID}" in words(site()["trainings/later/index.html"])
    cpss = words(site()["trainings/cpss/index.html"])
    assert "Young Adult (the requirements are not known yet)" in cpss
    assert f"Needed later: Certified Peer {SAID}" in cpss


def test_the_check_page_says_so_and_not_that_nothing_is_required() -> None:
    for rule in ("young-adult", "later", CERTIFICATION_ID):
        said = section("check/index.html", f'data-rule="{rule}"')
        assert SAID in said, rule
        assert "No requirements are published" not in said, rule


def test_among_all_rules_it_is_left_out_and_named_below_them() -> None:
    page = "check/index.html"
    rules = section(page, 'id="all-rules"', "</dl>")
    for name in ("Later Training", "Certified Peer", "Young Adult (designation of CPSS Training)"):
        assert name not in rules
    assert "(designation of CPSS Training)" in rules
    below = "The requirements are not known yet for: Young Adult, Later Training, Certified Peer."
    assert below in words(site()[page])


def test_a_site_of_which_all_is_known_has_no_word_of_it() -> None:
    files = plan(
        programme(designations=(ADULT,)),
        today=programmes.TODAY,
        base_url=BASE,
        templates=Templates([shipped_templates()]),
    )
    assert not any(b"not known yet" in one.produce() for one in files)
