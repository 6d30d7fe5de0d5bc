"""Dataclasses whose `__init__` is written when more than a few things of a class are made.

What is not used here is not there: `__doc__` of fields, `InitVar`, `asdict`, and order but for one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, get_origin

T = TypeVar("T")
_Class = type[Any]


class _Missing:
    """Stands where a field has no default."""


MISSING = _Missing()


class Field:
    """What a class says of one field."""

    __slots__ = ("compare", "default", "default_factory", "init", "kw_only", "name", "repr")

    def __init__(
        self,
        *,
        default: Any = MISSING,  # noqa: ANN401
        default_factory: Any = MISSING,  # noqa: ANN401
        init: bool = True,
        repr: bool = True,  # noqa: A002
        compare: bool = True,
    ) -> None:
        self.name = ""
        self.kw_only = False
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.compare = init, repr, compare


field = Field


def fields(thing: Any) -> tuple[Field, ...]:  # noqa: ANN401
    """Give the fields of a class or of a thing of it, in order."""
    return tuple(thing.__dataclass_fields__.values())


def is_dataclass(thing: Any) -> bool:  # noqa: ANN401
    """Tell whether this is such a class, or a thing of one."""
    return hasattr(thing, "__dataclass_fields__")


def replace(thing: T, /, **changes: Any) -> T:  # noqa: ANN401
    """Give the same thing with some fields changed."""
    for name, one in thing.__dataclass_fields__.items():  # type: ignore[attr-defined]
        if one.init and name not in changes:
            changes[name] = getattr(thing, name)
    return type(thing)(**changes)


def dataclass(
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    order: bool = False,
    eq: bool = True,
) -> Callable[[_Class], _Class]:
    """Give what makes a class of values of what is annotated in a class."""

    def make(bare: _Class) -> _Class:
        inherited = getattr(bare, "__dataclass_fields__", {})
        own = _own_fields(bare, kw_only)
        cls = _with_slots(bare, own, inherited) if slots else bare
        cls.__dataclass_fields__ = {**inherited, **own}
        _add_methods(cls, frozen)
        if eq:
            _add_comparison(cls, frozen, order)
        return cls

    return make


def _own_fields(cls: _Class, kw_only: bool) -> dict[str, Field]:  # noqa: FBT001
    own = {}
    for name, hint in cls.__annotations__.items():
        if _is_of_class(hint):
            continue
        default = cls.__dict__.get(name, MISSING)
        one = default if isinstance(default, Field) else Field(default=default)
        one.name, one.kw_only = name, kw_only
        own[name] = one
        if one is default:
            delattr(cls, name)
            if one.default is not MISSING:
                setattr(cls, name, one.default)
    return own


def _is_of_class(hint: object) -> bool:
    return hint.startswith("ClassVar") if isinstance(hint, str) else get_origin(hint) is ClassVar


def _with_slots(cls: _Class, own: Mapping[str, Field], inherited: Mapping[str, Field]) -> _Class:
    left_out = {*own, "__dict__", "__weakref__"}
    inside = {name: value for name, value in cls.__dict__.items() if name not in left_out}
    inside["__slots__"] = tuple(name for name in own if name not in inherited)
    made: _Class = type(cls)(cls.__name__, cls.__bases__, inside)  # type: ignore[misc]
    made.__qualname__ = cls.__qualname__
    return made


def _add_methods(cls: _Class, frozen: bool) -> None:  # noqa: FBT001
    positional = (one.name for one in fields(cls) if one.init and not one.kw_only)
    _add(cls, __init__=_first_init(cls, frozen), __repr__=_shown, __match_args__=tuple(positional))
    if frozen:
        _add(cls, __setattr__=_refused, __delattr__=_refused, __setstate__=_restore)


def _add_comparison(cls: _Class, frozen: bool, order: bool) -> None:  # noqa: FBT001
    values = _values([one.name for one in fields(cls) if one.compare])

    def equal(one: object, other: object) -> Any:  # noqa: ANN401 - True, False or NotImplemented
        return values(one) == values(other) if type(other) is type(one) else NotImplemented

    _add(cls, __eq__=equal, __hash__=(lambda one: hash(values(one))) if frozen else None)
    if order:
        _add(
            cls,
            __lt__=lambda one, other: values(one) < values(other),
            __le__=lambda one, other: values(one) <= values(other),
            __gt__=lambda one, other: values(one) > values(other),
            __ge__=lambda one, other: values(one) >= values(other),
        )


def _add(cls: _Class, **methods: object) -> None:
    """Give a class the methods that it does not define itself."""
    for name, method in methods.items():
        if cls.__dict__.get(name) is None:
            setattr(cls, name, method)


def _values(names: Sequence[str]) -> Callable[[Any], Any]:
    """Give what reads the values of these fields, all at once."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda thing: tuple(getattr(thing, name) for name in names)


def _refused(thing: object, name: str, *_: object) -> None:
    message = f"cannot change `{name}` of a {type(thing).__name__}"
    raise AttributeError(message)


def _restore(thing: object, state: Any) -> None:  # noqa: ANN401 - as `object.__getstate__` gives it
    """Give a thing that was copied its values, which cannot be set otherwise."""
    inside, slots = (state, {}) if isinstance(state, dict) else state
    for name, value in {**(inside or {}), **(slots or {})}.items():
        object.__setattr__(thing, name, value)


def _shown(thing: object) -> str:
    said = (f"{one.name}={getattr(thing, one.name)!r}" for one in fields(thing) if one.repr)
    return f"{type(thing).__qualname__}({', '.join(said)})"


_FEW = 5
"""Things of a class that are made field by field.

Of nearly half of the classes that a check uses, it makes no more. To write `__init__` takes 0.2 ms.
"""


def _first_init(cls: _Class, frozen: bool) -> Callable[..., None]:  # noqa: FBT001
    """Give what makes the first things of a class, and then writes `__init__` for the others."""
    left = _FEW

    def first(thing: Any, *values: Any, **named: Any) -> None:  # noqa: ANN401
        nonlocal left
        left -= 1
        if left >= 0 and _fill(thing, cls, values, named):
            return
        cls.__init__ = _init(cls, frozen)
        cls.__init__(thing, *values, **named)

    return first


def _fill(
    thing: object, cls: _Class, values: Sequence[object], named: Mapping[str, object]
) -> bool:
    """Give a thing its values; False, and nothing is done, where they are not what it takes."""
    positional = cls.__match_args__ if values else ()
    given = {**dict(zip(positional, values, strict=False)), **named}
    if len(given) < len(values) + len(named):
        return False
    found: list[tuple[str, object]] = []
    taken = 0
    for name, one in cls.__dataclass_fields__.items():
        if one.init and name in given:
            taken += 1
            found.append((name, given[name]))
        elif one.default_factory is not MISSING:
            found.append((name, one.default_factory()))
        elif one.default is not MISSING:
            found.append((name, one.default))
        elif one.init:
            return False
    if taken < len(given):
        return False
    for name, value in found:
        object.__setattr__(thing, name, value)
    if hasattr(cls, "__post_init__"):
        thing.__post_init__()  # type: ignore[attr-defined]
    return True


def _init(cls: _Class, frozen: bool) -> Callable[..., None]:  # noqa: FBT001
    """Write the function that takes a value for each field, as the standard library does."""
    known: dict[str, object] = {"MISSING": MISSING, "put": object.__setattr__}
    head, named, body = ["self"], ["*"], []
    for one in fields(cls):
        name, value, usual = one.name, one.name, ""
        if one.default_factory is not MISSING:
            known[f"make_{name}"] = one.default_factory
            usual, value = "MISSING", f"make_{name}() if {name} is MISSING else {name}"
        elif one.default is not MISSING:
            usual = f"usual_{name}"
            known[usual] = one.default
        if one.init:
            (named if one.kw_only else head).append(f"{name}={usual}" if usual else name)
        elif usual:
            body.append(f"{name} = {usual}")
        else:
            continue
        body.append(f"put(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    arguments = ", ".join(head + named if len(named) > 1 else head)
    made: dict[str, Callable[..., None]] = {}
    lines = "\n    ".join(body or ["pass"])
    exec(f"def __init__({arguments}):\n    {lines}", known, made)  # noqa: S102 - names of fields
    return made["__init__"]
