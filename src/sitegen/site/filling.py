"""Jinja as it fills templates here: with the same bytes, and less work for each page."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from sitegen.site.wording import ForeignText

_MOST = 20_000
"""So many results of macros are held at most."""

_VALUES = frozenset({str, Markup, ForeignText, int, float, bool, type(None)})


def shown(value: object) -> str:
    """Give what stands in the HTML for a value, as `escape` gives it."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is int:
        return str(value)
    return escape(value)


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    """Escape a plain text. What is equal to it and means something else must not come here."""
    return str(escape(text))


class _Generator(CodeGenerator):
    """Lets templates call `shown` where they call `escape`, which makes an object of each text."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - Jinja's own
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class _Context(Context):
    """Takes what a macro has made of the same values before."""

    environment: Filling

    def call(self, called: Any, /, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - Jinja's own
        """Call what a template calls."""
        if type(called) is not Macro or not self.eval_ctx.autoescape:
            return super().call(called, *given, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        if named:
            return called(self.eval_ctx, *given, **named)
        made, key = self.environment.made, (called, *map(id, given))
        found = made.get(key)
        if found is not None:
            return found[1]
        text = called(self.eval_ctx, *given)
        if self.environment.is_pure(called) and all(map(_is_fixed, given)):
            if len(made) >= _MOST:
                made.clear()
            # What was given is held, so that nothing else can have its identity.
            made[key] = (given, text)
        return text


def _is_fixed(value: object) -> bool:
    """Tell whether a value stays what it is: words, numbers, views, and tuples of them."""
    kind = type(value)
    if kind is tuple:
        return all(map(_is_fixed, value))  # type: ignore[call-overload]  # it is a tuple
    return kind in _VALUES or hasattr(kind, "__dataclass_fields__")


class Filling(jinja2.Environment):
    """An environment for templates; macros of files in `pure` depend on nothing but their values.

    What such a macro makes is used again where it is given the same values: the frame of a page, a
    contact, the days of a training. Values are told apart by their identity.
    """

    code_generator_class = _Generator
    context_class = _Context

    def __init__(self, pure: Path | None, **settings: Any) -> None:  # noqa: ANN401 - Jinja's own
        super().__init__(**settings)
        self.shown = shown
        self.made: dict[tuple[object, ...], tuple[tuple[object, ...], str]] = {}
        self._pure = f"{pure}/" if pure else None

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give what each template knows, as one dictionary: Jinja's chain is slow to go through."""
        return {**self.globals, **(d or {})}

    def is_pure(self, macro: Macro) -> bool:
        """Tell whether a macro is one of those files."""
        code = macro._func.__code__  # noqa: SLF001 - Jinja says nowhere else where it is from
        return self._pure is not None and code.co_filename.startswith(self._pure)
