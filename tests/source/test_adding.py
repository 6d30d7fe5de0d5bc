"""One more entry of a list: written where it belongs, in the form of those that are there."""

from __future__ import annotations

import pytest

from sitegen.diagnostics import Source
from sitegen.source.adding import one_more
from sitegen.source.fields import At
from sitegen.source.nodes import Mapping
from sitegen.source.yaml_reading import read_yaml

ENTRY = {"on": "2022-01-10", "what": "Moved: a week later."}


def added(text: str) -> str | None:
    """Give the text with one more change of its first training."""
    source = Source("schedules/2022.yaml", text)
    node, problems = read_yaml(source)
    assert not problems
    assert isinstance(node, Mapping)
    trainings = node.get("trainings")
    assert not isinstance(trainings, Mapping)
    found = one_more(At(source, trainings.items[0]), "changes", ENTRY)  # type: ignore[union-attr]
    if found is None:
        return None
    span, more = found
    return text[: span.start] + more + text[span.end :]


FLOW = '{on: 2022-01-10, what: "Moved: a week later."}'


@pytest.mark.parametrize(
    ("before", "more", "behind"),
    [
        # nothing is told yet
        (
            "  - id: a\n    place: b   # there\n  - id: c\n",
            '\n    changes:\n      - on: 2022-01-10\n        what: "Moved: a week later."',
            "# there",
        ),
        (
            "- id: a\n  note: |\n    One.\n\n    Two.\n\n\n# the end\n",
            '\n  changes:\n    - on: 2022-01-10\n      what: "Moved: a week later."',
            "Two.",
        ),
        (
            "  -\n      id: a",
            '\n      changes:\n        - on: 2022-01-10\n          what: "Moved: a week later."',
            "id: a",
        ),
        ("  - {id: a, place: b}", f", changes: [{FLOW}]", "place: b"),
        ('  - {id: a,\n     place: "b",   # there\n    }\n', f", changes: [{FLOW}]", '"b"'),
        # the list is empty
        ("  - id: a\n    changes: []   # none\n", FLOW, "["),
        (
            "  - id: a\n    changes:   # none\n    place: b\n",
            '\n      - on: 2022-01-10\n        what: "Moved: a week later."',
            "# none",
        ),
        # something was told
        ("  - id: a\n    changes: [{on: 1, what: x}]\n", f", {FLOW}", "what: x}"),
        ("  - id: a\n    changes: [\n      {on: 1, what: x},\n    ]\n", f", {FLOW}", "what: x}"),
        ("  - {id: a, changes: [{on: 1, what: x}], place: b}\n", f", {FLOW}", "what: x}"),
        (
            "  - id: a\n    changes:\n    - {on: 1, what: x}   # first\n    place: b\n",
            f"\n    - {FLOW}",
            "# first",
        ),
        (
            "  - id: a\n    changes:\n      - on: 1\n        what: >\n          x\n          y\n\n",
            '\n      - on: 2022-01-10\n        what: "Moved: a week later."',
            "          y",
        ),
        # line ends are those of the place
        (
            "  - id: a\r\n    place: b\r\n",
            '\r\n    changes:\r\n      - on: 2022-01-10\r\n        what: "Moved: a week later."',
            "place: b",
        ),
        (
            "  - id: a\r\n    place: b",
            '\r\n    changes:\r\n      - on: 2022-01-10\r\n        what: "Moved: a week later."',
            "place: b",
        ),
    ],
)
def test_it_stands_behind_what_is_there(before: str, more: str, behind: str) -> None:
    text = f"year: 2022\ntrainings:\n{before}"
    assert text.count(behind) == 1
    assert added(text) == text.replace(behind, behind + more)


@pytest.mark.parametrize("value", ["null", "~", "Moved.", "{on: 1, what: x}", '""'])
def test_what_is_no_list_is_left_to_a_person(value: str) -> None:
    assert added(f"trainings:\n  - id: a\n    changes: {value}\n") is None
