"""What is asked for a new site, in which order, and what holds without an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sitegen.asking import Asking, Question, Wrong
from sitegen.lazy import replace
from sitegen.programme.kinds import FIRST_DAY
from sitegen.programme.model import Mode
from sitegen.programme.own_words import OrganizationKind
from sitegen.starting.answers import Answers, usual_mode

Examine = Callable[[Answers, str], Wrong | None]
"""Tells what is wrong with a site of these answers, of which the text is the newest."""

QUESTIONS = (
    Question(
        name="title",
        words="What is the site called?",
        hint="Such as: Peer Support Trainings",
        why="It stands on every page, so only you can say it.",
    ),
    Question(
        name="organization",
        words="Who publishes it? Write the whole name.",
        why="Visitors must know whose dates these are, so only you can say it.",
    ),
    Question(
        name="organization-kind",
        words="What kind of organization is that? Search engines ask for it.",
        hint=f"One of: {', '.join(OrganizationKind)}",
        usual="organization",
    ),
    Question(
        name="timezone",
        words="In which time zone are the trainings?",
        hint="Such as: America/New_York, America/Chicago, America/Denver, America/Los_Angeles",
        why="Deadlines would be wrong in another one, and this computer does not say where it is.",
    ),
    Question(
        name="language",
        words="In which language will you write?",
        hint="en is English, es is Spanish.",
        usual="en",
    ),
    Question(
        name="base-url",
        words="At which address will the site live?",
        hint="Such as: https://www.example.org/trainings/",
        usual="",
        usual_in_words="later",
    ),
    Question(
        name="track",
        words="Which kind of training is there? Write its name.",
        hint="Such as: Peer Support Training. If there are several, begin with one.",
        why="It stands above the dates, so only you can say it.",
    ),
    Question(
        name="deadline",
        words="By when must one apply?",
        hint="Such as: 28 days before start. If there is no deadline: none",
        usual="",
        usual_in_words="not known yet",
    ),
    Question(
        name="email",
        words="At which e-mail address can visitors ask?",
        usual="",
        usual_in_words="later",
    ),
    Question(
        name="phone",
        words="At which phone number?",
        usual="",
        usual_in_words="later",
    ),
    Question(
        name="start",
        words="On which day does the next training begin?",
        hint="Such as: 2033-03-07. If only the month is known: March 2033",
        usual="",
        usual_in_words="not known yet",
    ),
    Question(
        name="end",
        words="Which is its last day?",
        usual="",
        usual_in_words="the same day",
    ),
    Question(
        name="place",
        words="Where is it held?",
        hint="A town, a building, or: online",
        usual="",
        usual_in_words="not decided yet",
    ),
    Question(
        name="mode",
        words="How does one attend there?",
        hint=f"One of: {', '.join(Mode)}",
        usual="in-person",
    ),
)
_BY_NAME = {one.name: one for one in QUESTIONS}
_FURTHER = Question(
    name="track",
    words="Another kind of training?",
    usual="",
    usual_in_words="no more",
)
_ALONE = ("end", "place", "mode")
"""What is asked of the first training only, so that nothing is asked of none."""

_BLANK = Answers(
    title="A site",
    organization="An office",
    organization_kind="organization",
    timezone="UTC",
    language="en",
    base_url="",
    tracks=("A training",),
    deadline="",
    email="",
    phone="",
    start="",
    end="",
    place="",
    mode="in-person",
)
"""What stands for answers that are still to come, while the first ones are examined."""


def ask_for_site(asking: Asking, zone: str | None, examine: Examine) -> Answers:
    """Ask for everything. `zone` is the time zone of this computer, if it is known.

    Raises `UnansweredError` where something is missing or wrong and nobody can be asked.
    """
    said = _BLANK
    for name in ("title", "organization", "organization-kind"):
        said = _with_answer(asking, said, _BY_NAME[name], examine)
    said = _with_answer(asking, said, replace(_BY_NAME["timezone"], usual=zone), examine)
    for name in ("language", "base-url"):
        said = _with_answer(asking, said, _BY_NAME[name], examine)
    said = _with_tracks(asking, said, examine)
    for name in ("deadline", "email", "phone"):
        said = _with_answer(asking, said, _BY_NAME[name], examine)
    said = _with_training(asking, said, examine)
    asking.finish()
    return said


def _with_tracks(asking: Asking, said: Answers, examine: Examine) -> Answers:
    named: list[str] = []

    def judge(typed: str) -> Wrong | None:
        if typed in named:
            return Wrong(f"“{typed}” was named already.")
        wrong = examine(replace(said, tracks=(*named, typed)), typed)
        if wrong is None:
            named.append(typed)
        return wrong

    asking.several(_BY_NAME["track"], _FURTHER, judge)
    return replace(said, tracks=tuple(named) or said.tracks)


def _with_training(asking: Asking, said: Answers, examine: Examine) -> Answers:
    start = _BY_NAME["start"]
    if len(said.tracks) > 1:
        start = replace(start, words=f"On which day does the next {said.tracks[0]} begin?")
    said = _with_answer(asking, said, start, examine)
    if not said.start:
        for name in _ALONE:
            asking.needs(name, "start")
        return said
    if isinstance(FIRST_DAY.read(said.start), date):
        said = _with_answer(asking, said, _BY_NAME["end"], examine)
    said = _with_answer(asking, said, _BY_NAME["place"], examine)
    if not said.place:
        asking.needs("mode", "place")
        return said
    mode = replace(_BY_NAME["mode"], usual=usual_mode(said.place).value)
    return _with_answer(asking, said, mode, examine)


def _with_answer(asking: Asking, said: Answers, question: Question, examine: Examine) -> Answers:
    def with_one(typed: str) -> Answers:
        said_now: dict[str, Any] = {question.name.replace("-", "_"): typed}
        return replace(said, **said_now)

    answer = asking.one(question, lambda typed: examine(with_one(typed), typed))
    return with_one(answer) if answer else said
