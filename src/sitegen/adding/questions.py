"""What is asked of a new entry, in which order, and what is proposed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from sitegen.adding.draft import Drafting, Said
from sitegen.adding.entries import Addable
from sitegen.adding.proposals import ids, place_of_all, usual_end
from sitegen.adding.showing import deadline_words
from sitegen.asking import Asking, Question, Wrong, wrong_in
from sitegen.programme.kinds import FIRST_DAY
from sitegen.programme.model import Mode
from sitegen.starting.answers import usual_mode

_MOST_NAMED = 12

_Ask = Callable[[Said, Drafting], Question | None]
"""Makes a question of what was said so far; None where it does not arise."""


def ask_for_entry(asking: Asking, kind: Addable, drafting: Drafting) -> Said:
    """Ask for what an entry needs. Raises `UnansweredError` where nobody can be asked."""
    said: Said = {}
    asked = _ASKED[kind.name]
    for name in (one for one in kind.options if one not in asked):
        said = _with_option(asking, said, name, kind, drafting)
    for name, ask in asked.items():
        if (question := ask(said, drafting)) is not None:
            said = _with_answer(asking, said, question, kind, drafting)
        else:
            said = _with_option(asking, said, name, kind, drafting)
    asking.finish()
    return said


def _with_option(asking: Asking, said: Said, name: str, kind: Addable, drafting: Drafting) -> Said:
    """Take what is not asked, but can be said."""
    if not asking.given.get(name):
        return said
    question = Question(name=name, words=kind.options[name].help, usual="")
    return _with_answer(asking, said, question, kind, drafting)


def _with_answer(
    asking: Asking, said: Said, question: Question, kind: Addable, drafting: Drafting
) -> Said:
    name = question.name

    def judge(typed: str) -> Wrong | None:
        return wrong_in(drafting.new_in(said | {name: [typed]}, said), typed)

    if kind.takes_several(name) and asking.given.get(name):
        texts = asking.several(question, question, judge)
    else:
        texts = [asking.one(question, judge)]
    every = [one for one in texts if one]
    return said | {name: every} if every else said


def _one_of(names: Iterable[str]) -> str:
    every = list(names)
    more = ", …" if len(every) > _MOST_NAMED else ""
    return f"One of: {', '.join(every[:_MOST_NAMED])}{more}" if every else ""


def _last(said: Said, name: str) -> str:
    return said.get(name, [""])[-1]


def _track(_: Said, drafting: Drafting) -> Question:
    every = ids(drafting.records, "track")
    return Question(
        name="track",
        words="Which kind of training is it?",
        hint=_one_of(every),
        usual=every[0] if len(every) == 1 else None,
        why="Its rules hold for the training, so only you can say it.",
    )


def _start(said: Said, _: Drafting) -> Question | None:
    if said.get("days"):
        return None
    return Question(
        name="start",
        words="On which day does it begin?",
        hint="Such as: 2033-03-07. If only the month is known: March 2033. If nothing is: tbd",
        why="Visitors look for the day first. If it is not known yet, write tbd.",
    )


def _end(said: Said, drafting: Drafting) -> Question | None:
    first = FIRST_DAY.read(_last(said, "start"))
    if not isinstance(first, date):
        return None
    usual = usual_end(_last(said, "start"), _last(said, "track"), drafting.records)
    return Question(
        name="end",
        words="Which is its last day?",
        hint=f"{usual} is usual for this kind." if usual else "",
        usual=usual,
        usual_in_words=usual or "the same day",
    )


def _place(said: Said, drafting: Drafting) -> Question:
    every = ids(drafting.records, "place")
    of_all = place_of_all(drafting.year(said), drafting.records)
    return Question(
        name="place",
        words="Where is it held?",
        hint=f"{_one_of([*every, 'tbd'])}. To make a new one: sitegen add place",
        usual="" if of_all else "tbd",
        usual_in_words=f"{of_all}, as all of {drafting.year(said)}"
        if of_all
        else "tbd: not decided",
    )


def _deadline(said: Said, drafting: Drafting) -> Question | None:
    found = deadline_words(drafting.check(said)[0], str(drafting.fields(said)["id"]))
    return Question(
        name="deadline",
        words="By when must one apply?",
        usual="",
        usual_in_words=f"by rule, {found}" if found else "nothing is said of it",
    )


def _name(words: str) -> _Ask:
    why = "Visitors read it, so only you can say it."
    return lambda _, __: Question(name="name", words=words, why=why)


def _mode(said: Said, _: Drafting) -> Question:
    return Question(
        name="mode",
        words="How does one attend there?",
        hint=_one_of(Mode),
        usual=usual_mode(_last(said, "name")).value,
    )


def _office(_: Said, drafting: Drafting) -> Question:
    every = ids(drafting.records, "office")
    return Question(
        name="office",
        words="In which office?",
        hint=_one_of(every) or "There is none yet. Add one first: sitegen add office",
        usual=every[0] if len(every) == 1 else None,
        why="Each person belongs to one. A new one: sitegen add office",
    )


def _reach(name: str, words: str, otherwise: str) -> _Ask:
    return lambda _, __: Question(name=name, words=words, usual="", usual_in_words=otherwise)


def _id(said: Said, drafting: Drafting) -> Question:
    return Question(
        name="id",
        words="What is its id? It stands in addresses and calendars, and never changes.",
        usual=str(drafting.fields(said)["id"]),
    )


_PHONE, _EMAIL = "At which phone number?", "At which e-mail address?"
_ASKED: Mapping[str, Mapping[str, _Ask]] = {
    "training": {
        "track": _track,
        "start": _start,
        "end": _end,
        "place": _place,
        "deadline": _deadline,
        "id": _id,
    },
    "place": {"name": _name("What is it called? A town, or a building."), "mode": _mode, "id": _id},
    "contact": {
        "name": _name("What is the name of the person?"),
        "office": _office,
        "phone": _reach("phone", _PHONE, "that of the office"),
        "email": _reach("email", _EMAIL, "that of the office"),
        "id": _id,
    },
    "office": {
        "name": _name("What is the office called?"),
        "phone": _reach("phone", _PHONE, "later"),
        "email": _reach("email", _EMAIL, "later"),
        "id": _id,
    },
}
"""What is asked of each kind, by the names of options, in order."""
