"""What the YAML parser stumbled over, said at the place where the mistake was made.

The parser says only where it could not go on. Each shape of mistake here is one function; the
first that recognises its shape answers. libyaml and PyYAML word their errors differently, so a
shape looks at words that both use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.lazy import dataclass, pattern
from sitegen.source.bounds import Meant, bounds_meant
from sitegen.source.wording import LONGEST_TO_PASTE, in_quotes, on_one_line, shown
from sitegen.source.writing import written

_NO_SPACE = pattern(r"\s*(?:- +)?([A-Za-z_]+):(?=[^\s/:])")
_VALUE_SIGNS = frozenset("&*!")
_IN_BRACES = pattern(r"\{[^{}\r\n]*\Z")
_TO_NEXT_FIELD = pattern(r"(.*?\S)\s*(?:,\s*[\w-]+:\s|\}|$)")
_LAST_LETTERS = 40
_FAR = 10_000
"""Characters in which a name of a value is looked for, so that a flood of names costs little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stumble:
    """Where the parser gave up (`at`), where what it was in began (`opened`), and its words."""

    source: Source
    at: int
    at_end: bool
    opened: int | None
    words: str

    def line_at(self, place: int) -> tuple[str, int]:
        """Give the line around index `place` and the index of its first character."""
        number = Span(self.source, place, place).line
        return self.source.line(number), self.source.line_starts[number - 1]

    def line_before(self, start: int) -> tuple[str, int]:
        """Give the last line before index `start` that is neither blank nor a comment."""
        while start:
            line, start = self.line_at(start - 1)
            if line.strip() and not line.lstrip().startswith("#"):
                return line, start
        return "", 0

    def says(self, *words: str) -> bool:
        """Tell whether the parser used one of these words."""
        return any(word in self.words for word in words)

    def syntax(self, start: int, end: int, message: str, help_: str) -> Diagnostic:
        """Make the diagnostic, inside the file also where the file ends early."""
        last = len(self.source.text)
        span = Span(self.source, min(start, last), min(max(end, start + 1), last))
        return problem("syntax", span, message, help_)


def nested_too_deep(error: yaml.YAMLError) -> bool:
    """Tell whether the parser gave up because of how much stands inside one another."""
    return "nesting" in str(getattr(error, "problem", ""))


def explain(error: yaml.YAMLError, source: Source, offset: int, end: int) -> Diagnostic:
    """Turn the parser's exception into a diagnostic.

    The parser saw the file from index `offset` to index `end` and counts from `offset` on.
    """
    mark: Any = getattr(error, "problem_mark", None)
    context_mark: Any = getattr(error, "context_mark", None)
    place = offset + (mark.index if mark is not None else 0)
    parts = (getattr(error, "context", None), getattr(error, "problem", None))
    stumble = _Stumble(
        source=source,
        at=min(place, max(0, end - 1)),
        at_end=not source.text[place:end].strip(),
        opened=None if context_mark is None else offset + context_mark.index,
        words=" / ".join(part or "" for part in parts),
    )
    found = (shape(stumble) for shape in _SHAPES)
    return next((diagnostic for diagnostic in found if diagnostic), None) or _no_fit(stumble)


def explain_line(source: Source, start: int) -> Diagnostic:
    """Say what is wrong with the line around `start`, where the name of a field belongs."""
    stumble = _Stumble(source=source, at=start, at_end=False, opened=start, words="simple key")
    found = (shape(stumble) for shape in (_space_missing, _no_colon))
    return next((diagnostic for diagnostic in found if diagnostic), None) or _no_fit(stumble)


def special_sign(source: Source, at: int) -> Diagnostic:
    """Say that the sign at index `at` is a command of YAML that is not used here."""
    text = source.text
    in_brackets = re.search(r"[\[{][^\[\]{}\r\n]*\Z", text[max(0, at - 200) : at])
    value = re.split(r" #|[,\]}]" if in_brackets else r" #", source.line_from(at))[0].rstrip()
    sign = "<<" if value.startswith("<<") else text[at : at + 1]
    message = f"“{sign}” at the start has a special meaning, which is not used here."
    named, before = re.fullmatch(r"\*([\w-]+)", value), text[max(0, at - _FAR) : at]
    there = re.search(rf"&{named[1]}[ \t]+(\S.*)", before) if named is not None else None
    if there is not None:  # what was named so is written in place of its name
        help_ = f"Write what it stands for: {there[1].rstrip()}"
        return problem("yaml-feature", Span(source, at, at + len(value)), message, help_)
    first = {"*": "Write out what should stand here.", "%": "Delete this line."}.get(
        sign, f"Delete “{on_one_line(value.split(' ')[0])}”."
    )
    help_ = f"{first} If it is part of a text, put the text in quotes: {in_quotes(value)}"
    if at == 0 or text[at - 1] in "\r\n":
        help_ = first
    if sign == "<<":
        help_ = "Write out the fields that should stand here."
    return problem("yaml-feature", Span(source, at, at + max(1, len(value))), message, help_)


def second_part(source: Source, at: int) -> Diagnostic:
    """Say that a second document starts at index `at`."""
    message = "A second part of the file starts here. Only one is read."
    help_ = "Delete the line of hyphens or dots, or move what follows into a file of its own."
    span = Span(source, at, min(at + 3, len(source.text)))
    return problem("second-document", span, message, help_)


def open_quote(source: Source, at: int) -> Diagnostic:
    """Say that the quote at index `at` has no other at the end of its text."""
    quote = source.text[at]
    message = f"The quote {quote} that opens here is not closed."
    help_ = f"Write {quote} at the end of the text."
    text = _TO_NEXT_FIELD.match(source.line_from(at + 1, LONGEST_TO_PASTE))
    if text is not None and _IN_BRACES.search(source.text[max(0, at - 400) : at]):
        help_ = f"Write {quote} behind “{shown(text[1][-_LAST_LETTERS:])}”."
    return problem("syntax", Span(source, at, at + 1), message, help_)


def split_at_comma(source: Source, start: int, end: int) -> Diagnostic:
    """Say that a comma in braces ended the text that goes from `start` to `end`."""
    message = "In braces, a comma ends a value. What follows it is read as a field of its own."
    meant = bounds_meant(source.text[start:end])
    if meant is not None:
        return problem("syntax", Span(source, start, end), message, meant.help)
    help_ = f"Put the text in quotes: {in_quotes(source.text[start:end])}"
    return problem("syntax", Span(source, start, end), message, help_)


def no_colon_in_braces(source: Source, start: int, end: int) -> Diagnostic:
    """Say that braces hold a text where they hold fields."""
    message = "In braces stand fields, each with a colon, and here is none."
    before = source.text[:start].rstrip()
    if before.endswith("{{"):
        whole = source.line_from(len(before) - 2)
        message = "Two braces stand here, as in another program that fills in a value."
        help_ = (
            f"Write the value. If it is part of a text, put the text in quotes: {in_quotes(whole)}"
        )
        return problem("syntax", Span(source, start, end), message, help_)
    inside = on_one_line(source.text[start:end])
    help_ = f"If this is a list, write it in square brackets: [{inside}]"
    if len(inside) > LONGEST_TO_PASTE:
        help_ = "If this is a list, write square brackets instead of the braces."
    signs = re.fullmatch(r"([a-z_]+) ?([<>=≤≥].*)", source.text[start:end].strip())
    meant = bounds_meant(signs[2]) if signs is not None else None
    if signs is not None and meant is not None:
        at = source.text.rfind("{", 0, start)
        span = Span(source, at, source.text.find("}", end) + 1)
        message = "The colon after the name is missing, and conditions are written in words."
        return problem("syntax", span, message, meant.within(f"{{{signs[1]}: …}}").help)
    return problem("syntax", Span(source, start, end), message, help_)


def _second_part(stumble: _Stumble) -> Diagnostic | None:
    if not stumble.says("document start"):
        return None
    line, start = stumble.line_before(stumble.line_at(stumble.at)[1])
    return second_part(stumble.source, start) if line.startswith("...") else None


def _command(stumble: _Stumble) -> Diagnostic | None:
    if stumble.says("directive", "incompatible YAML"):
        return special_sign(stumble.source, stumble.source.text.find("%"))
    if stumble.opened is not None and stumble.says("an alias", "an anchor", "a tag"):
        return special_sign(stumble.source, stumble.opened)
    line, start = stumble.line_at(stumble.at)
    value = re.match(r"\s*(?:- +)*(?:[\w -]+: +)?", line)
    at = start + (value.end() if value else 0)
    sign = stumble.source.text[at : at + 1]
    if stumble.says("expected key", "expected '-'", "block end") and sign in _VALUE_SIGNS:
        return special_sign(stumble.source, at)
    return None


def _backslash(stumble: _Stumble) -> Diagnostic | None:
    if not stumble.says("escape", "hex", "Unicode character"):
        return None
    start = stumble.source.text.rfind("\\", 0, stumble.at + 1)
    message = "In double quotes, a backslash has a special meaning."
    help_ = "Write two backslashes in place of one."
    return stumble.syntax(start, start + 2, message, help_)


def _open_quote(stumble: _Stumble) -> Diagnostic | None:
    if stumble.opened is None or not stumble.says("quoted scalar"):
        return None
    return open_quote(stumble.source, stumble.opened)


def _no_space(stumble: _Stumble) -> Diagnostic | None:
    line, start = stumble.line_at(stumble.at)
    return _missing_in(stumble, line, start) or _missing_in(stumble, *stumble.line_before(start))


def _space_missing(stumble: _Stumble) -> Diagnostic | None:
    return _missing_in(stumble, *stumble.line_at(stumble.at))


def _missing_in(stumble: _Stumble, line: str, start: int) -> Diagnostic | None:
    missing = _NO_SPACE.match(line)
    if missing is None:
        return None
    at = start + missing.end() - 1
    rest = on_one_line(line[missing.end() :])
    help_ = f"Write: {missing[1]}: {rest}"
    if len(rest) > LONGEST_TO_PASTE:
        help_ = "Write a space after the colon."
    return stumble.syntax(at, at + 1, "The space after the colon is missing.", help_)


def _no_colon(stumble: _Stumble) -> Diagnostic | None:
    if stumble.opened is not None and stumble.says("simple key"):
        line, start = stumble.line_at(stumble.opened)
    elif stumble.says("mapping values"):
        line, start = stumble.line_before(stumble.line_at(stumble.at)[1])
    else:
        return None
    if not line.strip() or ":" in line or line.lstrip().startswith("-"):
        return None
    first = start + len(line) - len(line.lstrip())
    message = "This line has no colon. A field is written as a name, a colon and a space."
    help_ = "Write a name and a colon before it, or put it in quotes together with the text above."
    return stumble.syntax(first, start + len(line.rstrip()), message, help_)


def _after_quotes(stumble: _Stumble) -> Diagnostic | None:
    """Recognise `"Hi" there`, `'trainer's'` and `[draft] list`: a value goes on after its end."""
    if not stumble.says("expected key", "block end", "expected ',' or", "expected '-'"):
        return None
    line, start = stumble.line_at(stumble.at)
    value = re.match(r"\s*(?:- +)*(?:[\w-]+: +)?(?=([\"'\[{]))", line)
    if value is None or stumble.at - start <= value.end():
        return None
    closing = {"[": "]", "{": "}"}.get(value[1], value[1])
    if line[value.end() : stumble.at - start].rstrip()[-1:] != closing:
        return None
    what = "quote" if closing in "\"'" else "bracket"
    whole = re.split(r" #", line[value.end() :])[0].rstrip()
    if what == "quote" and whole.endswith(closing):
        whole = whole[1:-1]
    message = f"The text goes on after the closing {what}."
    help_ = f"Put the whole text in quotes: {in_quotes(whole)}"
    end = start + len(line.rstrip())
    return stumble.syntax(stumble.at, end, message, help_)


def _second_colon(stumble: _Stumble) -> Diagnostic | None:
    if not stumble.says("mapping values"):
        return None
    line, start = stumble.line_at(stumble.at)
    name = re.match(r"\s*(?:- +)*([\w-]+): +(?=\S)", line)
    if name is None or stumble.at - start < name.end():
        return None
    condition = re.fullmatch(r"([a-z_]+): +([<>=≤≥].*)", line[name.end() :].rstrip())
    if condition and (meant := bounds_meant(condition[2])):
        message = "A condition stands in braces, and is written in words."
        end, form = start + len(line.rstrip()), f"{{{condition[1]}: …}}"
        return stumble.syntax(start + name.end(), end, message, meant.within(form).help)
    message = "A colon with a space after it stands inside a text."
    help_ = f"Put the text in quotes: {in_quotes(line[name.end() :])}"
    return stumble.syntax(stumble.at, stumble.at + 1, message, help_)


_SIGN_FOR_VALUE = pattern(r"[:,\[] +(#[^\s#,\]}]+)")


def _comment_in_brackets(stumble: _Stumble) -> Diagnostic | None:
    """Recognise `{accent: #0f5a63}`: the closing bracket is part of a comment."""
    line, start = stumble.line_at(stumble.at)
    for text, first in ((line, start), stumble.line_before(start)):
        bracket = re.search(r"[\[{]", text)
        sign = _SIGN_FOR_VALUE.search(text, bracket.end()) if bracket else None
        if sign and _last_open_bracket(text[: sign.start(1)]) is not None:
            message = "After a space, # begins a comment, so the rest of this line is not read."
            help_ = f"If it is a value, put it in quotes: {in_quotes(sign[1])}"
            return stumble.syntax(first + sign.start(1), first + sign.end(1), message, help_)
    return None


def _bracket(stumble: _Stumble) -> Diagnostic | None:
    opened = stumble.opened
    if stumble.says("flow node") and stumble.at_end:
        opened = _last_open_bracket(stumble.source.text[: stumble.at + 1])
    elif not stumble.says("flow sequence", "flow mapping"):
        return None
    if opened is None:
        return None
    bracket = stumble.source.text[opened]
    other = {"[": "]", "{": "}"}.get(bracket, "the closing bracket")
    if not stumble.at_end and stumble.line_at(opened) == stumble.line_at(stumble.at):
        message = f"A comma is missing in the brackets {bracket}{other}, or a text needs quotes."
        help_ = "Write a comma between the parts. Put a text that holds a colon in quotes."
        return stumble.syntax(stumble.at, stumble.at + 1, message, help_)
    message = f"The bracket {bracket} that opens here is not closed."
    return stumble.syntax(opened, opened + 1, message, f"Write {other} where it ends.")


def _last_open_bracket(text: str) -> int | None:
    closed = 0
    for index in range(len(text) - 1, -1, -1):
        closed += (text[index] in "]}") - (text[index] in "[{")
        if closed < 0:
            return index
    return None


def _first_sign(stumble: _Stumble) -> Diagnostic | None:
    before = stumble.source.text[: stumble.at].rstrip(" ")[-1:]
    if stumble.source.text[stumble.at : stumble.at + 1] == ":" and before in "{[,\r\n":
        message = "The name of a field is missing before this colon."
        help_ = "Write the name, or put the whole text in quotes."
        return stumble.syntax(stumble.at, stumble.at + 1, message, help_)
    if not stumble.says("start any token", "node content", "not allowed", "unexpected ':'"):
        return None
    line, start = stumble.line_at(stumble.at)
    sign = stumble.source.text[stumble.at : stumble.at + 1]
    value = line[stumble.at - start :]
    inside = _is_inside(line, stumble.at - start)
    if stumble.says("unexpected ':'"):
        message = "After this colon comes a bracket or a comma instead of a value."
        help_ = "Write a space and the value after the colon, or delete the colon."
    elif sign == "-" and ":" in line[: stumble.at - start]:
        message = "A list begins on a line of its own."
        help_ = f"{_in_brackets(value[1:])}. {_as_a_text(value)}"
    elif meant := _number_after(sign, value, inside=inside):
        return _in_words(stumble, *meant, inside=inside)
    elif sign and sign in "@`%]},?|>":
        if inside:
            value = re.split(r"[,\]}]", value)[0].rstrip() or value
        message = f"A text cannot begin with “{sign}”."
        first = not line[: stumble.at - start].strip()
        help_ = "Delete it." if first else f"Put the text in quotes: {in_quotes(value)}"
    else:
        return None
    return stumble.syntax(stumble.at, stumble.at + 1, message, help_)


def _as_a_text(typed: str) -> str:
    return f"If a text is meant, put it in quotes: {in_quotes(typed)}"


def _in_brackets(typed: str) -> str:
    """Say how a list that was begun beside its name is written."""
    parts = [written(one.strip(), in_brackets=True) for one in typed.split(",")]
    if len(typed) > LONGEST_TO_PASTE:
        return "If a list is meant, move it to the next line"
    pasted = ", ".join(parts)
    return f"If a list is meant, move it to the next line, or write it in brackets: [{pasted}]"


def _is_inside(line: str, at: int) -> bool:
    return _last_open_bracket(line[:at]) is not None


def _number_after(sign: str, value: str, *, inside: bool) -> tuple[str, Meant] | None:
    """Give a text such as `> 18`, and what it means; None where it is none."""
    text = re.split(r"[,\]}]| #" if inside else " #", value)[0].rstrip()
    meant = bounds_meant(text) if sign == ">" else None
    return (text, meant) if meant is not None else None


def _in_words(stumble: _Stumble, text: str, meant: Meant, *, inside: bool) -> Diagnostic:
    """Say that a comparison is written in words. Outside of braces it may also be a text."""
    start = stumble.source.text.rfind(text, 0, stumble.at + len(text))
    message = f"“{text[0]}” at the start has a special meaning. A condition is written in words."
    help_ = meant.help
    if not inside:
        condition = f"{help_[0].lower()}{help_[1:]}".removesuffix(".")
        help_ = f"If it is a condition, {condition}. "
        help_ += _as_a_text(text)
    return stumble.syntax(start, start + len(text), message, help_)


def _after_bar(stumble: _Stumble) -> Diagnostic | None:
    if stumble.opened is None or not stumble.says("block scalar"):
        return None
    sign = stumble.source.text[stumble.opened]
    message = f"After {sign} the text begins on the next line."
    line, start = stumble.line_at(stumble.opened)
    value = line[stumble.opened - start :]
    if meant := _number_after(sign, value, inside=False):
        return _in_words(stumble, *meant, inside=False)
    help_ = "Move the text to the next line, or put it in quotes: "
    help_ += in_quotes(line[stumble.opened - start :].lstrip("|>+-0123456789"))
    return stumble.syntax(stumble.opened, start + len(line.rstrip()), message, help_)


def _too_far_right(stumble: _Stumble) -> Diagnostic | None:
    if not stumble.says("mapping values"):
        return None
    line, start = stumble.line_at(stumble.at)
    above, _ = stumble.line_before(start)
    indent = len(line) - len(line.lstrip())
    if indent <= len(above) - len(above.lstrip()):
        return None
    message = "This line stands further to the right than the line that it belongs with."
    help_ = "Begin it exactly under the first letter of the field above."
    return stumble.syntax(start + indent, start + len(line.rstrip()), message, help_)


def _no_fit(stumble: _Stumble) -> Diagnostic:
    line, start = stumble.line_at(stumble.at)
    if not line.strip():
        line, start = stumble.line_before(start)
    message = "This line does not fit the lines above it."
    help_ = (
        "Begin it exactly under the line that it belongs with. "
        "If it looks right, a quote or a bracket above may not be closed."
    )
    first = start + len(line) - len(line.lstrip())
    return stumble.syntax(first, start + len(line.rstrip()), message, help_)


_SHAPES: tuple[Callable[[_Stumble], Diagnostic | None], ...] = (
    _second_part,
    _command,
    _backslash,
    _open_quote,
    _comment_in_brackets,
    _no_space,
    _after_quotes,
    _second_colon,
    _bracket,
    _first_sign,
    _after_bar,
    _no_colon,
    _too_far_right,
)
