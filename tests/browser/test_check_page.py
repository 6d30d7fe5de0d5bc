"""The check in Chromium: by keyboard alone, without a trace, and as sitegen finds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from case_files import ROOT
from chromium import Browser, Tab, chromium
from looks import axe, script, shows_a_new_place, violations
from sites import EVERY_STATE, served
from visitor import RESULT, SHOWN, SURE, Visit, Visitor, asked_for, nothing_left

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.eligibility.logic import Answers, Outcome
from sitegen.programme.eligibility.rules import Assessment, assess
from sitegen.programme.model import Programme
from sitegen.settings import Settings

TODAY = date(2022, 3, 1)

VERDICTS = {
    Outcome.YES: "You seem to meet the published requirements",
    Outcome.NO: "This requirement is not met",
    Outcome.OPEN: "The office decides this",
}
MARKS = {Outcome.YES: "met", Outcome.NO: "not met", Outcome.OPEN: "not answered"}
OFFICE = "the office decides this"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real site on a server."""
    www = tmp_path_factory.mktemp("www")
    settings = Settings.of(ROOT, www, "http://127.0.0.1/", ())
    assert build_site(settings, lambda _: TODAY).published is not None
    with served(www) as url:
        yield url.removesuffix("/")


@pytest.fixture(scope="module")
def every_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with every state on a server."""
    www = tmp_path_factory.mktemp("every-state")
    settings = Settings.of(EVERY_STATE, www, "http://127.0.0.1/", ())
    assert build_site(settings, lambda _: date(2031, 3, 5)).published is not None
    with served(www) as url:
        yield url.removesuffix("/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    one = Tab(browser)
    one.look(360)
    yield one
    one.close()


@pytest.fixture(scope="module")
def programme() -> Programme:
    checked = check_site(read_site_files(ROOT), lambda _: TODAY)
    assert checked.programme is not None
    return checked.programme


def in_python(programme: Programme, answers: Answers) -> Mapping[str, Assessment]:
    found = assess(programme.rules, dict(programme.facts), answers, TODAY)
    return {one.rule.id: one for one in found}


def as_shown(one: Assessment) -> list[str]:
    """What the page must say of a rule: in one sentence, then of each requirement."""
    return [
        VERDICTS[one.outcome],
        *(
            OFFICE
            if finding.decided_by and finding.outcome is not Outcome.NO
            # What staff decide cannot be said to be met by a page.
            else MARKS[finding.outcome]
            for finding in one.findings
        ),
    ]


# People, and what they answer

YES, NO = Outcome.YES, Outcome.NO
PEER = {
    "age": "27 or more",
    "caregiver": "Neither of these",
    "trained_in": "None of these",
    "lived_experience": "Yes",
    "self_directed_recovery": "Yes",
    "raised_child_with_disability": "No",
}
PARENT = PEER | {"caregiver": "Biological or adoptive parent"}
MANAGER = "Agency administration or management"
CERTIFIED = {
    "trained_in": ("Young Adult", "Recovery only"),
    "test_score": "75% or more",
    "employed_by_certified_provider": "Yes",
    "place_credential": "Yes",
}
CPSS, CERTIFICATION = "CPSS Training", "CPSSP certification"
BRIDGER, SUPERVISOR = "Peer Bridger Training", "CPSS Supervisor Training"
BRIDGER_SUPERVISOR = "Peer Bridger Supervisor Training"
VISITS = [
    Visit("adult", CPSS, PEER, "adult-and-recovery", YES),
    Visit("no adult", CPSS, PEER | {"lived_experience": "No"}, "adult-and-recovery", NO),
    Visit(
        "parent", CPSS, PARENT | {"raised_child_with_disability": "Yes"}, "parent-caregiver", YES
    ),
    Visit("no parent", CPSS, PARENT, "parent-caregiver", NO),
    Visit("young", CPSS, PEER | {"age": "18 to 26"}, "young-adult", YES),
    Visit("too young", CPSS, PEER | {"age": "Under 18"}, "young-adult", NO),
    Visit("trained", CPSS, PEER | {"trained_in": ("Parent/Caregiver",)}, "recovery-only", YES),
    Visit("not trained", CPSS, PEER, "recovery-only", NO),
    Visit("CPSS", CPSS, PEER, "cpss", YES),
    Visit("no CPSS", CPSS, PEER | {"self_directed_recovery": "No"}, "cpss", NO),
    Visit("supervisor", SUPERVISOR, {"role": (MANAGER,)}, "cpss-supervisor", YES),
    Visit("no supervisor", SUPERVISOR, {"role": ("None of these",)}, "cpss-supervisor", NO),
    Visit("bridger", BRIDGER, {"trained_in": ("Recovery only",)}, "peer-bridger", YES),
    Visit("no bridger", BRIDGER, {"trained_in": ("None of these",)}, "peer-bridger", NO),
    Visit(
        "both roles",
        BRIDGER_SUPERVISOR,
        {"role": (MANAGER, "Overseeing a Peer Bridger program")},
        "peer-bridger-supervisor",
        YES,
    ),
    Visit("one role", BRIDGER_SUPERVISOR, {"role": (MANAGER,)}, "peer-bridger-supervisor", NO),
    Visit("certified", CERTIFICATION, CERTIFIED, "certification", YES),
    Visit("failed", CERTIFICATION, CERTIFIED | {"test_score": "Under 75%"}, "certification", NO),
    *(
        Visit(f"not sure about {wish}", wish, {})
        for wish in (CPSS, SUPERVISOR, BRIDGER, BRIDGER_SUPERVISOR, CERTIFICATION, SURE)
    ),
    Visit("everything", SURE, PEER | CERTIFIED | {"role": (MANAGER,)}, "certification", YES),
]
every_visit = pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)


# By keyboard


def answers_of(visitor: Visitor, asked: list[str]) -> Answers:
    """What was answered, as sitegen's rules take it; without what a person is not sure of."""
    given = visitor.tab.run(
        "Object.fromEntries([...check.given].filter(([, one]) => one !== undefined))"
    )
    return {
        fact: frozenset(given[fact]) if isinstance(given[fact], list) else given[fact]
        for fact in asked
        if fact in given
    }


@every_visit
def test_by_keyboard_alone_everybody_comes_to_the_result_that_sitegen_finds(
    tab: Tab, address: str, programme: Programme, visit: Visit
) -> None:
    visitor = Visitor(tab, address)
    asked = [shown["questions"][0] for shown in visitor.answer_all(visit) if shown["questions"]]
    assert nothing_left(visitor) == []
    result = visitor.result()
    assert ["", *result["asked"]] == asked
    found = in_python(programme, answers_of(visitor, result["asked"]))
    assert result["rules"] == {rule: as_shown(found[rule]) for rule in result["rules"]}
    if visit.rule:
        assert found[visit.rule].outcome is visit.outcome
        assert visit.rule in result["rules"]
    elif visit.wish != SURE:
        assert {said[0] for said in result["rules"].values()} == {VERDICTS[Outcome.OPEN]}
    fitting = [rule for rule, said in result["rules"].items() if said[0] != VERDICTS[NO]]
    applied_for = [*programme.tracks, *(one.rule for one in programme.certifications)]
    assert result["applying"] == [one.id for one in applied_for if one.id in fitting]
    can = [
        one.rule.name
        for rule, one in found.items()
        if rule in result["rules"] and one.rule.subject != "designation" and one.outcome is YES
    ]
    (heading,) = result["heading"]
    assert heading.startswith("You may be able to apply for" if can else "Talk to us first")
    assert all(name in heading for name in can)


def told(visitor: Visitor) -> list[str]:
    """What the result says, from top to bottom, as long as nothing is unfolded."""
    said: list[str] = visitor.tab.run(
        "[...document.querySelectorAll('#result :is(h2, h3, summary, .chance-by)')]"
        ".filter((one) => one.checkVisibility({ contentVisibilityAuto: true }))"
        ".map((one) => one.innerText.replace(/\\s+/g, ' ').trim())"
    )
    return said


def test_first_the_verdict_then_by_when_and_how_then_why(tab: Tab, address: str) -> None:
    tab.live_on(TODAY)
    tab.look(360, 640)
    visitor = Visitor(tab, address)
    for _ in visitor.answer_all(VISITS[0]):
        pass
    assert visitor.where()["words"] == "You may be able to apply for CPSS Training"
    verdict, heading, by, why, answers = told(visitor)
    assert verdict == visitor.where()["words"]
    assert heading == "By when and how to apply"
    assert by.endswith("Monday, April 18, 2022")
    assert why == "Why: rule by rule"
    assert answers == "Your answers"
    links = (
        "[...document.querySelectorAll('#applying a')].filter((one) => one.checkVisibility())"
        ".map((one) => [one.href, one.getBoundingClientRect().bottom < innerHeight])"
    )
    # Both are on the first screen of a phone.
    assert tab.run(links) == [
        [f"{address}/trainings/cpss-2022-05/", True],
        [f"{address}/trainings/cpss/#apply", True],
    ]
    asked = tab.run("document.querySelector('#result > p').innerText")
    assert asked.startswith("Ask: Kathy Smith")
    folded = "document.getElementById('why').offsetHeight"
    assert tab.run(folded) < 100
    tab.look(800, paper=True)
    assert tab.run(folded) > 500
    assert nothing_left(visitor) == []


def test_what_one_can_apply_for_later_is_shown_later_without_a_request(
    tab: Tab, address: str
) -> None:
    tab.live_on(date(2022, 6, 1))
    visitor = Visitor(tab, address)
    for _ in visitor.answer_all(VISITS[0]):
        pass
    (by,) = (line for line in told(visitor) if line.startswith("Apply by"))
    assert "April" not in by
    assert nothing_left(visitor) == []


def test_who_is_too_young_for_any_published_age_is_told_that_the_office_decides(
    tab: Tab, address: str
) -> None:
    visitor = Visitor(tab, address)
    for _ in visitor.answer_all(Visit("", CPSS, PEER | {"age": "Under 18"})):
        pass
    result = visitor.result()
    assert result["heading"] == ["Talk to us first"]
    assert result["rules"]["cpss"] == [VERDICTS[Outcome.OPEN]]
    assert result["rules"]["adult-and-recovery"][0] == VERDICTS[Outcome.OPEN]
    assert result["rules"]["young-adult"][0] == VERDICTS[NO]
    assert result["applying"] == ["cpss"]
    seen = "[...document.querySelectorAll('[data-because], [data-silent]')]"
    said = tab.run(f"{seen}.filter((one) => !one.hidden).map((one) => one.textContent)")
    assert said[0].startswith("The published rules do not say if people of your age can apply.")
    assert said[1:] == ["No lowest age is published for it."]
    visitor.go_on("Change: How old are you?")
    visitor.click("27 or more")
    assert visitor.result()["rules"]["cpss"] == [VERDICTS[YES]]
    assert tab.run(f"{seen}.every((one) => one.hidden || !one.checkVisibility())")


@pytest.mark.parametrize(("wish", "rules"), [(SUPERVISOR, 1), (CPSS, 5), (SURE, 9)])
def test_only_what_one_wants_is_asked_and_shown(
    tab: Tab, address: str, wish: str, rules: int
) -> None:
    visitor = Visitor(tab, address)
    asked = sum(1 for _ in visitor.answer_all(Visit("", wish, {}))) - 2
    assert len(visitor.result()["rules"]) == rules
    assert asked == {SUPERVISOR: 1, CPSS: 6, SURE: 10}[wish]


def test_what_is_not_known_yet_is_said_and_leads_nobody_to_apply(
    tab: Tab, every_state: str
) -> None:
    visitor = Visitor(tab, every_state)
    assert sum(1 for _ in visitor.answer_all(Visit("", "Announced Training", {}))) == 2
    result = visitor.result()
    assert result["rules"] == {"announced": ["The requirements are not known yet"]}
    assert result["heading"] == ["Talk to us first"]
    assert result["applying"] == []
    said = tab.run(
        "[...document.querySelectorAll('[data-because]')].filter((one) => !one.hidden)"
        ".map((one) => one.dataset.because)"
    )
    assert said == ["unknown"]


def test_a_question_that_no_longer_matters_is_not_asked_and_sensitive_ones_are_last(
    tab: Tab, address: str
) -> None:
    visitor = Visitor(tab, address)
    asked = [
        shown["questions"][0]
        for shown in visitor.answer_all(Visit("", CPSS, PEER | {"lived_experience": "No"}))
        if shown["questions"]
    ]
    # No parent, so the child does not matter; no lived experience, so recovery does not either.
    assert asked == ["", "age", "caregiver", "trained_in", "lived_experience"]


def test_without_an_answer_an_error_is_announced_and_goes_when_there_is_one(
    tab: Tab, address: str
) -> None:
    visitor = Visitor(tab, address)
    visitor.tab_to("button", "Continue")
    tab.press("Enter")
    shown, where = visitor.shown(), visitor.where()
    assert shown["questions"] == [""]
    assert shown["error"].startswith("Choose one answer.")
    assert (where["tag"], where["words"], where["seen"]) == ("input", CPSS, True)
    described = tab.run(
        "document.getElementById(document.querySelector('fieldset').getAttribute('aria-describedby'))"
        ".matches('[role=alert]')"
    )
    assert described
    # Both are on the screen of a phone.
    assert tab.run(
        "[document.querySelector('.error'), document.activeElement].every((one) => {"
        "const { top, bottom } = one.getBoundingClientRect();"
        "return top >= 0 && bottom <= innerHeight; })"
    )
    tab.press(" ")
    assert visitor.shown()["error"] == ""
    tab.press("Enter")
    assert visitor.fact() == "age"
    assert visitor.where()["tag"] == "h2"


def test_what_stands_alone_takes_away_the_other_boxes(tab: Tab, address: str) -> None:
    visitor = Visitor(tab, address)
    visitor.choose(SUPERVISOR)
    visitor.go_on()
    visitor.choose(MANAGER, "CPSSP supervisor")
    assert visitor.shown()["checked"] == 2
    visitor.tab_to("input", "None of these")
    tab.press(" ")
    assert visitor.shown()["checked"] == 1
    visitor.tab_to("input", SURE)
    tab.press(" ")
    assert visitor.shown()["checked"] == 1
    tab.press("Tab", shift=True)
    assert visitor.where()["words"] == "None of these"
    assert not visitor.where()["checked"]
    while visitor.where()["words"] != MANAGER:
        tab.press("Tab", shift=True)
    tab.press(" ")
    assert visitor.shown()["checked"] == 1
    visitor.go_on()
    assert visitor.result()["answers"]["role"] == MANAGER


def test_back_leads_to_the_question_before_with_its_answer(tab: Tab, address: str) -> None:
    visitor = Visitor(tab, address)
    visitor.choose(CPSS)
    visitor.go_on()
    visitor.choose("18 to 26")
    visitor.go_on()
    assert visitor.fact() == "caregiver"
    visitor.go_on("Back")
    assert visitor.fact() == "age"
    assert visitor.shown()["checked"] == 1
    visitor.go_on("Back")
    assert visitor.fact() == ""
    assert not visitor.shown()["back"]
    visitor.go_on()
    assert (visitor.fact(), visitor.shown()["status"]) == ("age", "Question 2")
    visitor.go_on()
    assert (visitor.fact(), visitor.shown()["checked"]) == ("caregiver", 0)
    assert nothing_left(visitor) == []


def test_an_answer_can_be_changed_and_only_what_is_new_is_asked(tab: Tab, address: str) -> None:
    visitor = Visitor(tab, address)
    for _ in visitor.answer_all(VISITS[0]):
        pass
    before = visitor.result()
    assert before["answers"] | {"": CPSS} == before["answers"]
    assert before["answers"]["age"] == "27 or more"
    visitor.go_on("Change: Which of these describes you?")
    assert visitor.fact() == "caregiver"
    assert visitor.shown()["checked"] == 1
    visitor.tab_into("caregiver")
    tab.press("ArrowUp", "ArrowUp")
    visitor.go_on()
    assert visitor.fact() == "raised_child_with_disability"
    visitor.choose("Yes")
    visitor.go_on()
    after = visitor.result()
    assert after["rules"]["parent-caregiver"][0] == VERDICTS[YES]
    assert {fact: said for fact, said in after["answers"].items() if fact in before["answers"]} == (
        before["answers"] | {"caregiver": "Biological or adoptive parent"}
    )
    assert nothing_left(visitor) == []


def test_start_again_forgets_everything(tab: Tab, address: str) -> None:
    visitor = Visitor(tab, address)
    for _ in visitor.answer_all(VISITS[0]):
        pass
    visitor.go_on("Start again")
    assert visitor.shown() == visitor.first
    assert tab.run("check.given.size") == 0


@pytest.mark.parametrize("how", ["reload", "back and forward", "kept in memory"])
def test_who_comes_to_the_page_finds_it_empty(tab: Tab, address: str, how: str) -> None:
    visitor = Visitor(tab, address)
    visitor.choose(CPSS)
    visitor.go_on()
    visitor.choose("Under 18")
    if how == "reload":
        tab.reload()
    elif how == "back and forward":
        tab.open(f"{address}/contact/")
        tab.back()
    else:
        tab.run("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    shown = tab.run(SHOWN)
    assert {name: shown[name] for name in visitor.first} == visitor.first
    assert tab.run("document.querySelectorAll(':checked').length") == 0


# No trace


@pytest.mark.parametrize(
    "leak",
    [
        "fetch('/x?a=1').catch(() => 0)",
        "navigator.sendBeacon('/x', 'a')",
        "document.forms[0].method = 'get', document.forms[0].submit()",
        "new Image().src = 'https://elsewhere.example/a', 0",
        "localStorage.setItem('a', '1')",
        "document.cookie = 'a=1'",
        "history.replaceState({ a: 1 }, '')",
        "location.hash = 'a'",
        "console.log('a')",
    ],
)
def test_the_watch_sees_a_leak(tab: Tab, address: str, leak: str) -> None:
    visitor = Visitor(tab, address)
    assert nothing_left(visitor) == []
    tab.run(leak)
    tab.run("new Promise((done) => setTimeout(done, 100))")  # some is told a little later
    assert nothing_left(visitor) != []


def test_the_policy_lets_nothing_out(tab: Tab, address: str) -> None:
    visitor = Visitor(tab, address)
    assert tab.run("fetch('/x').then(() => 'sent', () => 'refused')") == "refused"
    tab.run("document.forms[0].method = 'get', document.forms[0].action = '/x'")
    tab.run("document.forms[0].submit()")
    assert visitor.shown() == visitor.first
    assert [url for url in asked_for(tab) if "?" in url] == []


def test_nothing_moves_by_itself(tab: Tab, address: str) -> None:
    tab.before_each_page(
        "window.moved = 0; new PerformanceObserver((list) => { for (const one of list.getEntries())"
        " if (!one.hadRecentInput) window.moved += one.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    visitor = Visitor(tab, address)
    for _ in visitor.answer_all(VISITS[0]):
        tab.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert tab.run("window.moved") == 0


# Without the script


def test_without_scripts_the_page_is_all_the_rules(
    tab: Tab, address: str, programme: Programme
) -> None:
    tab.ask("Emulation.setScriptExecutionDisabled", value=True)
    tab.open(f"{address}/check/")
    tree = tab.ask("Accessibility.getFullAXTree")["nodes"]
    seen = [(one["role"]["value"], one.get("name", {}).get("value", "")) for one in tree]
    roles = [role for role, _ in seen]
    words = " ".join(name for role, name in seen if role == "StaticText")
    assert not {"radio", "checkbox", "button", "form"} & set(roles)
    assert roles.count("term") == len(programme.rules)
    assert "Your browser does not run scripts" in words
    for rule in programme.rules:
        assert rule.name in words.replace("/ ", "/")
        for requirement in rule.requires:
            assert requirement.text in words
    assert "Question 1" not in words
    assert "Your answers stay on this page" not in words


# Axe


def test_axe_finds_nothing_at_any_step_and_nothing_scrolls_sideways(tab: Tab, address: str) -> None:
    visitor = Visitor(tab, address)
    tab.run(axe())
    tab.run(script("looks.js"))
    assert wrong(tab, "at first") == []
    visitor.tab_to("button", "Continue")
    tab.press("Enter")
    assert visitor.shown()["error"]
    assert wrong(tab, "without an answer") == []
    seen = set()
    for visit in VISITS:
        tab.run("check.start()")
        while True:
            tab.run("document.getElementById('why').open = true")
            state = tab.run("document.getElementById('check').innerText")
            if state not in seen:
                seen.add(state)
                assert wrong(tab, state) == [], (visit.name, state)
            if (fact := visitor.fact()) is None:
                break
            visitor.click(*visit.words(fact))
    assert len(seen) > 30


SMALLEST = """Math.min(...[...document.querySelectorAll("#check button, .option")]
  .filter((one) => one.checkVisibility())
  .map((one) => one.getBoundingClientRect().height))"""


def wrong(tab: Tab, state: str) -> list[str]:
    """What is wrong in a state of the page. Questions built alike have the same colours."""
    found = list(violations(tab, new=shows_a_new_place(tab, state)))
    tab.look(320)
    if tab.run("document.documentElement.scrollWidth") > 320:
        found.append("scrolls sideways")
    if tab.run(SMALLEST) < 44:
        found.append("a target is small")
    tab.look(360)
    return found


# Everybody

EVERYBODY = """((facts, combinations) => combinations.map((answers) => {
  check.given = new Map([["", "cpss"]]);
  facts.forEach((fact, at) => check.given.set(fact, answers[at] ?? undefined));
  check.show(check.path().next);
  const { asked, rules } = RESULT;
  return [asked, rules];
}))"""


def test_everybody_is_shown_what_sitegen_finds(
    tab: Tab, address: str, programme: Programme
) -> None:
    """Every combination of the answers that are offered for the designations, not sure too."""
    Visitor(tab, address)
    offered = tab.run(
        "Object.fromEntries([...check.questions].map(([fact, set]) => ["
        "fact, [...set.querySelectorAll('input')].map((input) => input.value)]))"
    )
    facts = [name for name in programme.facts if name in NEEDED]
    combinations = list(product(*(possible(offered[fact], fact) for fact in facts)))
    assert len(combinations) == 4 * 3 * 3 * 4 * 3 * 17
    call = EVERYBODY.replace("RESULT", RESULT)
    shown = tab.run(f"{call}({json.dumps(facts)}, {json.dumps(combinations)})")
    designations = [one.id for one in programme.designations]
    for values, (asked, rules) in zip(combinations, shown, strict=True):
        answers = dict(zip(facts, map(answer, values), strict=True))
        told = {fact: one for fact, one in answers.items() if one is not None}
        found = in_python(programme, {fact: told[fact] for fact in asked if fact in told})
        assert rules == {rule: as_shown(found[rule]) for rule in ("cpss", *designations)}
        # What is not asked would not have changed anything.
        whole = in_python(programme, told)
        assert [whole[rule].outcome for rule in rules] == [found[rule].outcome for rule in rules]


NEEDED = PEER.keys()


def possible(offered: list[str], fact: str) -> list[Any]:
    """Every answer that the inputs of a question can give; None is not sure."""
    alone = [json.loads(value) if value else None for value in offered]
    if fact != "trained_in":
        return alone
    boxes = [value for value in alone if isinstance(value, str)]
    some = product((False, True), repeat=len(boxes))
    return [None, *([b for b, on in zip(boxes, chosen, strict=True) if on] for chosen in some)]


def answer(value: Any) -> Any:
    return frozenset(value) if isinstance(value, list) else value
