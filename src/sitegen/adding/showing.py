"""The words that the page of a new training will show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.check import Checked
from sitegen.diagnostics import Diagnostic
from sitegen.lazy import dataclass
from sitegen.programme.model import Programme, Training
from sitegen.site.plan import own_context
from sitegen.site.views.applying import DeadlineView
from sitegen.site.views.parts import Span
from sitegen.site.views.training import TrainingView, training_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """An entry that can be written: its lines, and the words of its page, if it has one.

    `found` is what the check says of it, and did not say before. `had_errors` tells if the site had
    errors before, so that its pages cannot be told.
    """

    path: str
    data: bytes
    before: bytes | None
    lines: Sequence[str]
    page: Sequence[str]
    found: Sequence[Diagnostic]
    had_errors: bool


def addition_in_words(addition: Addition) -> str:
    """Show an entry, what its page will say, and what the check says of it."""
    new = "" if addition.before is not None else ", which is new"
    parts = [[f"This belongs to {addition.path}{new}:", "", *addition.lines]]
    if addition.page:
        parts.append(["Its page will say:", *(f"  {line}" for line in addition.page)])
    elif addition.had_errors:
        parts.append(["The site has mistakes, so its pages cannot be told: sitegen check"])
    if addition.found:
        said = (f"  - {one.message} {one.help or ''}".rstrip() for one in addition.found)
        parts.append(["The check says of it:", *said])
    return "\n" + "\n\n".join("\n".join(lines) for lines in parts) + "\n\n"


def deadline_words(checked: Checked, identifier: str) -> str | None:
    """Say the deadline that a training has; None where that cannot be told."""
    view = _view(checked, identifier)
    return None if view is None or view.deadline is None else _deadline(view.deadline)


def page_words(checked: Checked, identifier: str) -> list[str]:
    """Give what the page of a training says of it; nothing where the site has errors."""
    view = _view(checked, identifier)
    return [] if view is None else list(_lines(view))


def _view(checked: Checked, identifier: str) -> TrainingView | None:
    programme = checked.programme
    training = None if programme is None else _training(programme, identifier)
    if programme is None or training is None:
        return None
    return training_view(training, own_context(programme, checked.ledger, checked.today))


def _training(programme: Programme, identifier: str) -> Training | None:
    return next((one for one in programme.trainings if one.id == identifier), None)


def _lines(view: TrainingView) -> Iterator[str]:
    yield view.track.text
    days = ", ".join(map(_span, view.days)) or view.planned
    yield f"{days}. {view.hours}" if view.hours else days
    yield view.place.name
    if view.deadline is not None:
        yield _deadline(view.deadline)
    status = view.status
    when = status.when.words if status.when else ""
    sentence = " ".join(filter(None, (status.before, when))) + status.after
    yield f"{status.tag}: {sentence}" if sentence else status.tag


def _deadline(deadline: DeadlineView) -> str:
    when = deadline.when.words if deadline.when else ""
    return f"{deadline.called}: {when}{deadline.after}"


def _span(span: Span) -> str:
    return " to ".join(time.words for time in span)
