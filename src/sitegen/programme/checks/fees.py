"""Fees that contradict themselves, or the words that say what a training costs."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.lazy import pattern
from sitegen.programme.amounts import says_free
from sitegen.programme.files.training_parts import FeeRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.records import Records
from sitegen.source.pieces import piece, whole

_DOLLARS = pattern(r"\$ ?([0-9]+(?:,[0-9]{3})*)(?:\.([0-9]{2}))?")


def check_fees(records: Records) -> Iterator[Diagnostic]:
    """Yield what is due although it is free, and where words and amounts differ."""
    for training in records.trainings:
        yield from _check(training)


@piece
def _check(training: TrainingRecord) -> Iterator[Diagnostic]:
    for fee in training.fees:
        yield from _due(fee)
    yield from _other_words(training)


@piece
def _due(fee: FeeRecord) -> Iterator[Diagnostic]:
    if fee.due is not None and fee.amount.is_free:
        message = "This is free, and a day is given by which it must be paid."
        related = Related("the amount", fee.at.span("amount"))
        help_ = "Correct the amount, or delete the day."
        yield problem("free-and-due", fee.at.span("due"), message, help_, related)


@piece
def _other_words(training: TrainingRecord) -> Iterator[Diagnostic]:
    """Warn of a cost that says free where there is a fee, or an amount that no fee is."""
    cost, amounts = training.cost, [fee.amount for fee in whole(training.fees)]
    if cost is None or not amounts:
        return
    known = {one.hundredths for one in amounts}
    known.add(sum(one.hundredths for one in amounts))
    named = [
        one
        for one in _DOLLARS.finditer(cost)
        if int(one[1].replace(",", "")) * 100 + int(one[2] or 0) not in known
    ]
    if says_free(cost) and known != {0}:
        message = "The cost says that it is free, and there is a fee."
    elif named:
        message = f"The cost names {named[0][0]}, and no fee is that much."
    else:
        return
    related = Related("the fees", training.at.name_span("fees"))
    help_ = "Correct one of the two."
    yield problem("text-differs", training.at.span("cost"), message, help_, related)
