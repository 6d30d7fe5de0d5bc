"""What visitors look for and nobody has announced: the cost, the hours, how to take part online."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sitegen.programme.model import Mode, Training
from sitegen.site.views.frame import SiteContext
from sitegen.site.wording import begun, to_say


def _says_cost(training: Training) -> bool:
    return bool(training.cost or training.fees)


def _says_hours(training: Training) -> bool:
    return training.hours is not None or any(run.hours for run in training.runs)


def _says_how_online(training: Training) -> bool:
    """Whether nobody has to ask what taking part online needs: a note may say it."""
    online = (one for one in training.places if one and one.mode is not Mode.IN_PERSON)
    return bool(training.note) or all(place.note for place in online)


_LOOKED_FOR: tuple[tuple[str, Callable[[Training], bool]], ...] = (
    (to_say("cost"), _says_cost),
    (to_say("hours"), _says_hours),
    (to_say("what you need to take part online"), _says_how_online),
)


def not_announced(trainings: Sequence[Training], context: SiteContext) -> str:
    """Name what none of these trainings says, so that it is asked for; nothing where all is said.

    Said once for all: what only some of them lack stands on the pages of these.
    """
    missing = (
        context.words.say(words)
        for words, says in _LOOKED_FOR
        if trainings and not any(map(says, trainings))
    )
    return begun(", ".join(missing))
