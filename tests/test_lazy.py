"""Dataclasses and patterns that are made later behave as those of the standard library."""

# ruff: noqa: ARG005 - one table of acts, which need one or both

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
import subprocess
import sys
from typing import Any, ClassVar

import pytest

from sitegen.lazy import classes, pattern

KINDS = {"quick": classes, "standard": dataclasses}


def both(**options: bool) -> list[Any]:
    """Make one class in both ways."""
    made = []
    for library in KINDS.values():

        @library.dataclass(**options)
        class Thing:
            kind: ClassVar[str] = "thing"
            first: int
            second: str = "x"
            third: list[int] = library.field(default_factory=list, compare=False)
            fourth: int = library.field(default=4, repr=False)
            fifth: int = library.field(default=5, init=False)

            def doubled(self) -> int:
                return 2 * self.first

        made.append(Thing)
    return made


OPTIONS = [
    {"frozen": frozen, "slots": slots, "kw_only": kw_only, "order": order}
    for frozen in (True, False)
    for slots in (True, False)
    for kw_only in (True, False)
    for order in (True, False)
]


def outcome(act: Any) -> Any:
    try:
        return act()
    except (TypeError, AttributeError):
        return "refused"


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_class_behaves_as_one_of_the_standard_library(
    options: dict[str, bool], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `__init__` from the first thing on, and without it for each."""
    monkeypatch.setattr(classes, "_FEW", few)
    acts = {
        "all": lambda one, of: one(first=1, second="y", third=[2], fourth=6),
        "usual": lambda one, of: one(first=1),
        "positional": lambda one, of: one(1, "y"),
        "twice": lambda one, of: one(1, first=2),
        "too many": lambda one, of: one(1, "y", [2], 6, 7),
        "none": lambda one, of: one(),
        "unknown": lambda one, of: one(first=1, sixth=6),
        "not taken": lambda one, of: one(first=1, fifth=6),
        "own list": lambda one, of: one(first=1).third is one(first=1).third,
        "equal": lambda one, of: one(first=1) == one(first=1, third=[9]),
        "differs": lambda one, of: one(first=1) == one(first=2),
        "another": lambda one, of: one(first=1) == (1, "x", 4, 5),
        "less": lambda one, of: one(first=1) < one(first=2),
        "hash": lambda one, of: hash(one(first=1)) == hash(one(first=1, third=[9])),
        "set": lambda one, of: setattr(one(first=1), "first", 2),
        "new": lambda one, of: setattr(one(first=1), "sixth", 2),
        "delete": lambda one, of: delattr(one(first=1), "first"),
        "replace": lambda one, of: of.replace(one(first=1, second="y"), first=3),
        "fields": lambda one, of: [(f.name, f.init, f.repr, f.compare) for f in of.fields(one)],
        "no default": lambda one, of: of.fields(one)[0].default is of.MISSING,
        "defaults": lambda one, of: [f.default for f in of.fields(one)[1:2]],
        "is": lambda one, of: (of.is_dataclass(one), of.is_dataclass(one(1)), of.is_dataclass(3)),
        "match": lambda one, of: one.__match_args__,
        "method": lambda one, of: one(first=3).doubled(),
        "class": lambda one, of: (one.kind, one.__name__, one.__module__, one.__doc__ or ""),
        "dict": lambda one, of: hasattr(one(first=1), "__dict__"),
    }  # fmt: skip
    quick, standard = both(**options)
    for name, act in acts.items():
        ours = outcome(lambda act=act: act(quick, classes))
        theirs = outcome(lambda act=act: act(standard, dataclasses))
        if name == "class":
            ours, theirs = ours[:3], theirs[:3]
        assert repr(ours) == repr(theirs), name


@classes.dataclass(frozen=True, slots=True)
class Copied:
    name: str
    more: tuple[int, ...] = ()


@classes.dataclass(frozen=True)
class CopiedWithoutSlots:
    name: str


@pytest.mark.parametrize("thing", [Copied("a", (1, 2)), CopiedWithoutSlots("a")], ids=repr)
def test_a_thing_can_be_copied_and_sent_to_another_process(thing: object) -> None:
    assert copy.copy(thing) == thing
    assert copy.deepcopy(thing) == thing
    assert pickle.loads(pickle.dumps(thing)) == thing


def test_a_class_takes_what_its_base_has() -> None:
    @classes.dataclass(frozen=True, slots=True, kw_only=True)
    class Base:
        at: int = classes.field(compare=False, repr=False)
        noun: ClassVar[str] = "entry"

    @classes.dataclass(frozen=True, slots=True, kw_only=True)
    class Derived(Base):
        noun: ClassVar[str] = "training"
        name: str = "x"

    one = Derived(at=1, name="y")
    assert (one.at, one.name, one.noun) == (1, "y", "training")
    assert one == Derived(at=2, name="y")
    assert repr(one).endswith("Derived(name='y')")
    assert [f.name for f in classes.fields(Derived)] == ["at", "name"]
    assert classes.replace(one, name="z") == Derived(at=1, name="z")


def test_the_first_things_of_a_class_are_made_without_writing_a_function(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[object] = []
    write = classes._init
    monkeypatch.setattr(
        classes, "_init", lambda cls, frozen: (written.append(cls), write(cls, frozen))[1]
    )
    quick, _ = both(frozen=True)
    things = [quick(number) for number in range(classes._FEW)]
    assert written == []
    things += [quick(number) for number in range(classes._FEW, 3 * classes._FEW)]
    assert written == [quick]
    assert [one.first for one in things] == list(range(3 * classes._FEW))


def test_a_class_can_look_at_itself_when_it_is_made() -> None:
    @classes.dataclass(slots=True)
    class Sum:
        one: int
        whole: int = classes.field(init=False)

        def __post_init__(self) -> None:
            self.whole = self.one + 1

    assert Sum(2).whole == 3


def test_what_a_class_defines_itself_stays() -> None:
    @classes.dataclass(frozen=True)
    class Own:
        name: str

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    assert hash(Own("a")) == 7
    assert repr(Own("a")) == "own"


def test_a_pattern_answers_as_a_compiled_one() -> None:
    lazy, ready = (
        pattern(r"(?P<day>\d+)-(\w)", re.IGNORECASE),
        re.compile(r"(?P<day>\d+)-(\w)", re.IGNORECASE),
    )
    text = "12-a 3-B"
    assert lazy.pattern == ready.pattern
    assert (lazy.flags, lazy.groups, lazy.groupindex) == (
        ready.flags,
        ready.groups,
        ready.groupindex,
    )
    assert lazy.findall(text) == ready.findall(text)
    assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in ready.finditer(text)]
    assert lazy.sub("x", text) == ready.sub("x", text)
    assert lazy.subn("x", text) == ready.subn("x", text)
    assert lazy.split(text) == ready.split(text)
    for method in ("match", "fullmatch", "search"):
        mine, theirs = getattr(lazy, method)(text), getattr(ready, method)(text)
        assert (mine and mine.groupdict()) == (theirs and theirs.groupdict())


def test_a_pattern_is_compiled_when_it_is_first_asked() -> None:
    broken = pattern("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.match("x")


def test_no_class_and_no_pattern_is_made_by_the_standard_library_at_the_start() -> None:
    """Each takes a third of a millisecond or more, in every command."""
    count = (
        "import dataclasses, re, sys, yaml\n"
        "made = []\n"
        "def told(whole):\n"
        "    def tell(*a, **k):\n"
        "        name = sys._getframe(1).f_globals['__name__']\n"
        "        made.extend([name] if name.startswith('sitegen') else [])\n"
        "        return whole(*a, **k)\n"
        "    return tell\n"
        "dataclasses.dataclass, re.compile = told(dataclasses.dataclass), told(re.compile)\n"
        "import sitegen.cli\n"
        "print(made)\n"
    )
    ran = subprocess.run([sys.executable, "-c", count], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
