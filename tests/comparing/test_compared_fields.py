"""Each field of what has dates is compared, or there is a reason why not. A new field is named."""

from __future__ import annotations

import re

import pytest

from sitegen.comparing.contacts import OF_A_CONTACT
from sitegen.comparing.entries import FACTS, OF_A_PLACE, Fact
from sitegen.lazy import fields
from sitegen.programme import model

IN_AN_ENTRY = {
    "Training.id": "entries are found by it",
    "Training.track": "an entry's name and calendar",
    "Training.runs": "its days",
    "Run.days": "its days",
    "Training.hours": "its parts",
    "Run.hours": "its parts",
    "Run.place": "its parts",
    **{f"Hours.{name}": "its parts, in words" for name in ("opens", "closes", "pause")},
    "Training.place": "its place; what differs of the place itself is `OF_A_PLACE`",
    "Training.status": "its status",
    "Training.opens": "among its dates, as the three below",
    "Training.deadline": "the same",
    "Training.milestones": "the same",
    "Training.open_deadline": "`without_deadline`",
    "Training.expected": "`expected`, which is written as editors do",
    "Training.opens_with_days": "`opens_with_days`",
    "Training.contacts": "`contacts.py`, with everybody else",
    "Training.year": "it only says which file it stands in",
    "Training.changes": "what people are told of a difference is not another one; pages show it",
    "Deadline.moment": "among its dates",
    "OpenDeadline.how": "`without_deadline`",
    "Opening.moment": "among its dates",
    "Milestone.label": "among its dates",
    "Milestone.days": "the same",
    "Milestone.at": "the same",
    "Milestone.meaning": "the same",
    "Milestone.hours": "the same",
    "Fee.due": "the same",
    **{
        f"{name}.shared": "it only says that it is written once for several"
        for name in ("Deadline", "Opening", "Milestone", "AboutDate")
    },
    "OtherDeadline.id": "entries are found by it",
    "OtherDeadline.moment": "among its dates",
    "OtherDeadline.contacts": "`contacts.py`",
    "OtherDeadline.status": "its status",
    "OtherDeadline.changes": "as for a training",
    "Place.id": "places are found by it",
    "Person.id": "people are found by it",
    "Person.sort_name": "only their order",
    "Person.former": "such people are asked no longer: whoever asked them is told",
    "Office.id": "offices are found by it",
}
"""What is compared in another way than as one of `FACTS`, or not at all, with the reason."""

SAID = {
    name
    for facts in (*FACTS.values(), OF_A_PLACE, OF_A_CONTACT)
    for fact in facts
    for name in fact.of
}


@pytest.mark.parametrize(
    "compared",
    [
        model.Training,
        model.Run,
        model.Deadline,
        model.OpenDeadline,
        model.Opening,
        model.Milestone,
        model.Fee,
        model.AboutDate,
        model.Registration,
        model.Hours,
        model.OtherDeadline,
        model.Place,
        model.Person,
        model.Office,
    ],
)
def test_each_field_is_compared(compared: type) -> None:
    """Add a `Fact` to `comparing/entries.py`, or compare it in another form of an `Entry`."""
    names = {f"{compared.__name__}.{one.name}" for one in fields(compared)}
    assert names - SAID - IN_AN_ENTRY.keys() == set()


def test_nothing_is_named_that_is_not_there() -> None:
    there = {
        f"{name}.{one.name}"
        for name in {name.partition(".")[0] for name in SAID | IN_AN_ENTRY.keys()}
        for one in fields(getattr(model, name))
    }
    assert (SAID | IN_AN_ENTRY.keys()) - there == set()
    assert SAID & IN_AN_ENTRY.keys() == set()


@pytest.mark.parametrize("facts", [*FACTS.values(), OF_A_PLACE, OF_A_CONTACT])
def test_each_fact_is_called_by_a_name_of_its_own(facts: tuple[Fact, ...]) -> None:
    assert len({one.label for one in facts}) == len(facts)


def test_what_has_its_own_class_in_a_training_is_walked_too() -> None:
    """A class of a new field stands in the list above, or here with the reason why not."""
    elsewhere = {"Track", "DayRun", "Document", "Change", "Status", "DeadlineStatus", "Moment"}
    elsewhere |= {"Expected"}  # as a whole, by its words
    walked = {
        "Training",
        "Deadline",
        "OpenDeadline",
        "Opening",
        "Milestone",
        "Hours",
        "Place",
        "Run",
    }
    walked |= {"OtherDeadline", "Person", "Office", "Fee", "AboutDate", "Registration"}
    hints = " ".join(
        hint for of in (model.Training, model.OtherDeadline) for hint in of.__annotations__.values()
    )
    used = {
        name
        for name, one in vars(model).items()
        if isinstance(one, type)
        and one.__module__ == model.__name__
        and re.search(rf"\b{name}\b", hints)
    }
    assert used - walked - elsewhere == set()
