"""The check as it is made: its questions, its rules for the script, its words."""

from __future__ import annotations

import json
import re
from datetime import date

import programmes
import pytest
from case_files import ROOT

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.programme.eligibility import conditions
from sitegen.programme.eligibility.conditions import (
    All,
    Any,
    Not,
    OneOf,
    Something,
    Test,
    Within,
)
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.portable import portable_rules
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Programme
from sitegen.settings import shipped_templates
from sitegen.site.addresses import BaseUrl
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.timetable import timetable
from sitegen.site.views.check import CheckView, _options, _ranges, check_view
from sitegen.site.views.frame import SiteContext
from sitegen.site.wording import ENGLISH, words_in

BASE = "https://example.org/peer-support/"
TODAY = programmes.TODAY


@pytest.fixture(scope="module")
def real() -> Programme:
    checked = check_site(read_site_files(ROOT), lambda _: TODAY)
    assert checked.programme is not None
    return checked.programme


def page(programme: Programme, today: date = TODAY) -> str:
    templates = Templates([shipped_templates()])
    files = plan(programme, today=today, base_url=BASE, templates=templates)
    (file,) = (file for file in files if file.address == "check/index.html")
    return file.produce().decode()


def context(programme: Programme, today: date = TODAY) -> SiteContext:
    base = BaseUrl.of(BASE)
    return SiteContext(
        programme=programme,
        ledger=Ledger(),
        times=timetable(programme, today),
        base=base,
        markdown=MarkdownHtml(base),
        words=ENGLISH,
        language="en",
    )


def view(programme: Programme, today: date = TODAY) -> CheckView:
    return check_view(context(programme, today))


def fact(type_: FactType, **fields: object) -> Fact:
    values = {"choices": {}, "lowest": None, "highest": None, "decided_by": None} | fields
    return Fact(id="x", type=type_, ask="Is it?", **values)


def test_one_can_ask_about_each_track_and_certification(real: Programme) -> None:
    assert [wish.words for wish in view(real).wishes] == [
        *(track.name for track in real.tracks),
        "CPSSP certification",
    ]


def test_sensitive_questions_stand_last_and_else_the_order_is_that_of_the_file(
    real: Programme,
) -> None:
    asked = [question.fact for question in view(real).questions]
    sensitive = [one.id for one in real.facts.values() if one.sensitive]
    assert sensitive == [
        "lived_experience",
        "self_directed_recovery",
        "raised_child_with_disability",
    ]
    assert asked == [name for name in real.facts if name not in sensitive] + sensitive


def test_what_no_rule_in_force_needs_is_not_asked(real: Programme) -> None:
    alone = replace(real, tracks=real.tracks[2:3], designations=(), certifications=(), trainings=())
    assert [question.fact for question in view(alone).questions] == ["trained_in"]


@pytest.mark.parametrize(
    ("asked", "tests", "words"),
    [
        (
            fact(FactType.WHOLE_NUMBER, highest=120),
            [Within("x", 18, 26)],
            {"Under 18": 0, "18 to 26": 18, "27 or more": 27},
        ),
        (
            fact(FactType.WHOLE_NUMBER, lowest=16),
            [Within("x", 18, 18), Within("x", None, 30)],
            {"Under 18": 16, "18": 18, "19 to 30": 19, "31 or more": 31},
        ),
        (fact(FactType.PERCENT), [Within("x", 75, None)], {"Under 75%": 0, "75% or more": 75}),
        (fact(FactType.YES_NO), [], {"Yes": True, "No": False}),
        (
            fact(FactType.CHOICE, choices={"a": "One", "b": "Other"}),
            [OneOf("x", ("a",))],
            {"One": "a", "Other": "b"},
        ),
    ],
)
def test_possible_answers(asked: Fact, tests: list[Test], words: dict[str, object]) -> None:
    options = list(_options(asked, tests, context(programmes.rich())))
    assert {one.words: json.loads(one.value) for one in options} == words


def test_days_are_ranges_too() -> None:
    days = (date(2021, 4, 30), date(2021, 5, 1), date(2022, 1, 1))
    assert list(_ranges(fact(FactType.CHOICE), days, ENGLISH)) == [
        "Before Saturday, May 1, 2021",
        "Saturday, May 1, 2021 to Friday, December 31, 2021",
        "Saturday, January 1, 2022 or later",
    ]


def test_one_can_have_been_trained_in_what_is_over_but_not_in_what_is_to_come() -> None:
    coming = Rule(
        subject=Subject.DESIGNATION,
        id="coming",
        name="Coming",
        requires=(),
        from_date=date(2022, 3, 2),
        until_date=None,
    )
    rich = programmes.rich()
    rich = replace(rich, designations=(*rich.designations, coming))
    asked = fact(FactType.DESIGNATIONS)
    options = _options(asked, [Something("x", expected=True)], context(rich))
    assert [one.words for one in options] == [
        "Adult and Recovery",
        "Young Adult",
        "No Longer Offered",
    ]


def rules_in(html: str) -> object:
    (block,) = re.findall(r'<script type="application/json" id="rules">(.*?)</script>', html)
    return json.loads(block)


def test_the_script_gets_the_rules_in_force(real: Programme) -> None:
    for today in (TODAY, date(2026, 11, 22)):
        assert rules_in(page(real, today)) == portable_rules(real.rules, today)
    rich = programmes.rich()
    for today in (date(2021, 4, 30), TODAY, date(2023, 5, 1), date(2024, 1, 1)):
        assert rules_in(page(rich, today)) == portable_rules(rich.rules, today)


def test_no_text_ends_the_element_of_the_rules() -> None:
    odd = "</script><script>&<!--\u2028"
    asked = replace(programmes.ASKED, type=FactType.CHOICE, choices={odd: "Odd", "b": "Other"})
    rich = programmes.rich()
    adult = replace(
        rich.designations[0],
        requires=(replace(programmes.requirement("is odd"), when=OneOf("asked", (odd,))),),
    )
    html = page(replace(rich, facts={"asked": asked}, designations=(adult,)))
    rules = rules_in(html)
    assert isinstance(rules, dict)
    assert rules["adult"] == {"all": [["of", "asked", [odd]]]}
    assert html.count("</script>") == 5


def test_nothing_is_chosen_and_nothing_can_be_sent(real: Programme) -> None:
    html = page(real)
    form = html[html.index("<form") : html.index("</form>")]
    assert re.match(r'<form [^>]*method="dialog" autocomplete="off"', form)
    assert "action=" not in form
    assert not re.search(r"\bchecked\b", form)
    assert form.count("<fieldset") == form.count("I am not sure</span>") + form.count(
        "I am not sure, or I would rather not say</span>"
    )
    assert len(re.findall(r"<fieldset(?![^>]* hidden)", form)) == 1


def test_the_script_says_nothing_by_itself() -> None:
    """Every text in it is a name or a selector: words stand in the page, to be translated."""
    script = (ROOT / "templates/assets/check.js").read_text(encoding="utf-8")
    code = re.sub(r"^\s*//.*$", "", script, flags=re.MULTILINE)
    texts = re.findall(r'"([^"\n]*)"|`([^`]*)`', code)
    assert len(texts) > 20
    for text in map("".join, texts):
        assert re.fullmatch(r"[\w-]*|[.:#[][^ ]*( > \w+)?|form, \.result|\.\w+, \.\w+", text), text


def test_the_next_training_and_its_deadline_are_those_of_the_track(real: Programme) -> None:
    html = page(real)
    for name, days, due in (
        ("cpss", "2022-05-16", "Monday, April 18, 2022"),
        ("cpss-supervisor", "2022-04-28", "Friday, April 15, 2022"),
    ):
        part = applying(html, name)
        assert f'datetime="{days}"' in part
        assert due in part
        assert f'href="/peer-support/trainings/{name}/#apply"' in part
    after = applying(page(real, date(2022, 10, 19)), "peer-bridger")
    assert "No date is announced that you can apply for." in after
    assert "2022" not in after


def test_where_nothing_is_announced_the_result_says_so_once_and_how_to_hear_of_new_dates(
    real: Programme,
) -> None:
    html = page(real, date(2022, 11, 30))
    result = html[html.index('id="applying"') : html.index('id="why"')]
    assert result.count("No training dates right now.") == 1
    assert "No date is announced" not in result
    assert 'href="/peer-support/calendars/"' in result
    assert "The last CPSS Training was" in result
    assert "check if you can apply" not in result
    for track in real.tracks:
        assert f'href="/peer-support/trainings/{track.id}/#apply"' in applying(html, track.id)


def applying(html: str, name: str) -> str:
    """By when and how one applies for a track, of which one time holds at a day."""
    return html[html.index(f'data-apply="{name}"') :].partition("<li data-apply")[0]


def test_at_last_the_page_of_the_track_has_what_comes_next(real: Programme) -> None:
    cpss, *_ = view(real).applying
    assert [one.more for one in cpss.chances] == [False, False, True]


@pytest.mark.parametrize("language", PageLanguage)
def test_the_check_has_one_name_in_links_heading_and_title(
    real: Programme, language: PageLanguage
) -> None:
    here = replace(context(real), words=words_in(language), language=language)
    link, head = here.check_link, check_view(here).head
    assert link is not None
    assert head.heading == link.text
    assert head.title.startswith(link.text)


def test_contacts_of_the_site_stand_once_and_others_with_their_track(real: Programme) -> None:
    html = page(real)
    part = html[html.index('id="applying"') : html.index('id="why"')]
    assert part.count("Ask: Kathy Smith") == 1
    alone = replace(real.tracks[0], contacts=real.tracks[0].contacts[1:])
    (one, *_) = view(replace(real, tracks=(alone, *real.tracks[1:]))).applying
    assert [contact.name for contact in one.contacts] == ["Dr. LaTarsha Michael"]


def test_every_rule_stands_once_among_all_rules(real: Programme) -> None:
    whole = page(real)
    html = whole[whole.index('id="all-rules"') :]
    rows = dict(re.findall(r'<dt id="rule-(.*?)">(.*?)</dd>', html, re.DOTALL))
    assert rows.keys() == {rule.id for rule in real.rules}
    for rule in real.rules:
        row = rows[rule.id]
        assert row.startswith(rule.name.replace("/", "/<wbr>"))
        assert all(one.text in row for one in rule.requires)
        assert ("needed later" in row) == (rule.id == "certification")
        for designation in rule.any_of or ():
            assert any(d.name in row for d in real.designations if d.id == designation)
        deciders = [
            real.facts[test.fact].decided_by
            for one in rule.requires
            for test in conditions.tests_in(one.when)
        ]
        assert all(who in row for who in deciders if who)
    for text in {one.text for rule in real.rules for one in rule.requires}:
        holders = sum(text in [one.text for one in rule.requires] for rule in real.rules)
        assert html.count(f"<li>{text}") == holders
    assert list(rows) == [
        *("cpss", "adult-and-recovery", "parent-caregiver", "young-adult", "recovery-only"),
        *("cpss-supervisor", "peer-bridger", "peer-bridger-supervisor", "certification"),
    ]


def test_a_rule_that_begins_later_is_shown_as_it_will_be() -> None:
    adult = programmes.rich().designations[0]
    coming = replace(
        adult,
        from_date=date(2022, 5, 1),
        requires=(
            programmes.requirement("holds then", from_date=date(2022, 5, 1)),
            programmes.requirement("ends before", until_date=date(2022, 4, 30)),
            programmes.requirement("comes after", from_date=date(2022, 6, 1)),
        ),
    )
    printed = view(replace(programmes.rich(), designations=(coming,))).printed
    (rule,) = (one.rule for one in printed if one.rule.fragment == f"rule-{adult.id}")
    assert (rule.since, rule.starts and rule.starts.iso) == (None, "2022-05-01")
    assert [one.text for one in rule.requires] == ["holds then"]
    assert [(one.when.iso, one.begins, one.text) for one in rule.coming] == [
        ("2022-06-01", True, "comes after")
    ]


def test_a_sentence_that_is_replaced_changes_on_one_day() -> None:
    adult = programmes.rich().designations[0]
    changing = replace(
        adult,
        until_date=date(2024, 12, 31),
        requires=(
            programmes.requirement("was trained as Adult", until_date=date(2023, 4, 30)),
            programmes.requirement("was trained as any", from_date=date(2023, 5, 1)),
            programmes.requirement("comes too late", from_date=date(2025, 1, 1)),
        ),
    )
    html = page(replace(programmes.rich(), designations=(changing,)))
    text = " ".join(re.sub("<[^>]*>", "", html).split())
    assert (
        "What will change From Monday, May 1, 2023: was trained as any "
        "From Monday, May 1, 2023, no longer: was trained as Adult"
    ) in text
    assert "comes too late" not in text


def test_the_page_says_truly_how_long_it_takes(real: Programme) -> None:
    assert view(real).how_long == (
        "This takes about 3 minutes or less. There are never more than 11 short questions."
    )


def test_parts_of_a_condition_are_asked_for(real: Programme) -> None:
    deep = All((Any((Within("age", 21, None),)), Not(Within("age", 65, None))))
    adult = replace(
        real.designations[0], requires=(replace(programmes.requirement("x"), when=deep),)
    )
    asked = view(
        replace(real, designations=(adult,), certifications=(), tracks=(), trainings=())
    ).questions
    assert [[one.words for one in question.options] for question in asked] == [
        ["Under 21", "21 to 64", "65 or more"]
    ]
