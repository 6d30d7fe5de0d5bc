"""Questions to a person: answered by options, or on a terminal until an answer is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from sitegen.diagnostics import Diagnostic, Severity
from sitegen.lazy import dataclass
from sitegen.source.writing import written


class Terminal(Protocol):
    """Where a person reads and types."""

    def say(self, text: str) -> None:
        """Show a line."""

    def read(self, prompt: str) -> str:
        """Give the line that is typed behind the prompt. Raises EOFError where nobody types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. `name` is that of the option, and `hint` stands below the words.

    `usual` is what holds without an answer; None where there must be one, and `why` says why.
    """

    name: str
    words: str
    hint: str = ""
    usual: str | None = None
    usual_in_words: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why an answer will not do, and how to write it, if what was meant is clear."""

    words: str
    better: str | None = None


Judge = Callable[[str], Wrong | None]
"""Tells what is wrong with an answer; None where it will do."""


def wrong_in(found: Iterable[Diagnostic], typed: str) -> Wrong | None:
    """Give the first error that an answer causes, in the words of the check."""
    first = next((one for one in found if one.severity is Severity.ERROR), None)
    if first is None:
        return None
    fix, better = first.fix, None
    if fix is not None and fix.span.typed == written(typed) and fix.text == written(fix.text):
        better = fix.text
    return Wrong(f"{first.message} {first.help or ''}".strip(), better)


def agreed(terminal: Terminal, question: str) -> bool:
    """Ask if something is to be done; Enter agrees."""
    answer = terminal.read(f"{question} [Enter: yes, or no] > ").strip().casefold()
    return answer in {"", "y", "yes"}


class UnansweredError(Exception):
    """Without a terminal: what has no answer, and what has one that will not do."""


class Asking:
    """Asks for what was not given as an option. Without a terminal, what is usual holds.

    There, all that is missing or wrong is told at once, by `finish`.
    """

    def __init__(self, given: Mapping[str, Sequence[str]], terminal: Terminal | None) -> None:
        self.given = given
        self.terminal = terminal
        self._missing: list[Question] = []
        self._wrong: list[str] = []

    def one(self, question: Question, judge: Judge) -> str:
        """Give the one answer to a question."""
        given = self.given.get(question.name)
        if given:
            return self._given(question, given[-1], judge)
        if self.terminal is not None:
            return self._asked(self.terminal, question, judge)
        if question.usual is None:
            self._missing.append(question)
        return question.usual or ""

    def several(self, question: Question, further: Question, judge: Judge) -> list[str]:
        """Give one answer or more: after the first one, `further` ones, until none is given."""
        given = self.given.get(question.name)
        if given:
            return [answer for one in given if (answer := self._given(question, one, judge))]
        answers = [self.one(question, judge)]
        while self.terminal is not None and (more := self._asked(self.terminal, further, judge)):
            answers.append(more)
        return answers

    def needs(self, name: str, other: str) -> None:
        """Refuse an option that says something of what another one, which is not given, names."""
        if self.given.get(name) and not self.given.get(other):
            self._wrong.append(f"--{name} says more of what --{other} names, and that is missing.")

    def finish(self) -> None:
        """Raise `UnansweredError` if something is missing or wrong, and nobody can be asked."""
        missing = [
            f"--{one.name} is missing. {one.words} {one.why}".rstrip() for one in self._missing
        ]
        if lines := [*self._wrong, *missing]:
            raise UnansweredError("\n".join(lines))

    def _given(self, question: Question, typed: str, judge: Judge) -> str:
        wrong = judge(typed)
        if wrong is None:
            return typed
        words = f"--{question.name}: {wrong.words}"
        if self.terminal is None:
            self._wrong.append(words)
            return question.usual or ""
        self.terminal.say(words)
        return self._asked(self.terminal, question, judge)

    def _asked(self, terminal: Terminal, question: Question, judge: Judge) -> str:
        terminal.say("")
        for line in _shown(question):
            terminal.say(line)
        usual, called = question.usual, question.usual_in_words or question.usual
        while True:
            prompt = f"  [Enter: {called}] > " if usual is not None else "  > "
            typed = terminal.read(prompt).strip()
            if not typed and usual is None:
                terminal.say(f"  {question.why or 'This needs an answer.'}")
                continue
            answer = typed or usual or ""
            wrong = judge(answer) if answer else None
            if wrong is None:
                return answer
            terminal.say(f"  {wrong.words}")
            if wrong.better is not None:
                usual = called = wrong.better


def _shown(question: Question) -> Iterator[str]:
    yield question.words
    if question.hint:
        yield f"  {question.hint}"
