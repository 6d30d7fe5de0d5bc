"""When, until when and where one applies for a training, and what one pays by when."""

from __future__ import annotations

from sitegen.lazy import dataclass
from sitegen.programme.dates import DateKind
from sitegen.programme.model import Fee, Moment, OpenDeadline, Training
from sitegen.programme.states import (
    deadline_that_holds,
    is_called_off,
    is_opened,
    open_deadline_that_holds,
    opening_that_holds,
    takes_applications,
)
from sitegen.site import addresses
from sitegen.site.views.days import listed
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Time, address_of, instant_of, time_of
from sitegen.site.views.status import status_view, with_firm, zone_after, zone_after_deadline
from sitegen.site.wording import Words, says_applying


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineView:
    """A deadline; `after` follows its date: the zone, or that the whole day counts.

    `label` is "Apply by" unless it is for something else. `called` is what the programme calls it.
    Where there is no deadline, `when` is None and `after` says so.
    """

    label: str
    called: str
    when: Time | None
    after: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningView:
    """From when on one can apply; `after` is the zone where there is a time of day.

    It is past from the instant `until` on, in UTC.
    """

    label: str
    when: Time
    after: str
    reason: str | None
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeView:
    """What one pays, and what for. `due` is until when, and `after` is how that counts."""

    label: str
    amount: str
    due: Time | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """Where one registers: `href` from here, and the whole `address` for those who read paper."""

    href: str
    text: str
    address: str


def can_apply(training: Training, context: SiteContext) -> bool:
    """Tell whether one can apply on the day of the build, or from a later moment on."""
    opens = status_view(training, context).opens
    return takes_applications(training, context.times.today) or opens is not None


def register_view(training: Training, context: SiteContext) -> RegisterView | None:
    """Show where one registers, while one can, now or later; the page hides it until then."""
    registration = training.register
    if registration is None or not can_apply(training, context):
        return None
    address = address_of(registration, context.base)
    if address is None:
        return None
    say, document = context.words.say, registration.document
    text = say("Register: {form}", form=document.label) if document else say("Register")
    file = document.file if document else None
    href = context.base.href(addresses.document_file(file)) if file else address
    return RegisterView(href=href, text=text, address=address)


def fee_views(training: Training, context: SiteContext) -> tuple[FeeView, ...]:
    """Show what one pays; until when, unless it is called off."""
    off = is_called_off(training)
    return tuple(fee_view(fee, None if off else fee.due, context) for fee in training.fees)


def fee_view(fee: Fee, due: Moment | None, context: SiteContext) -> FeeView:
    """Show what one pays, and until when if that is said."""
    words = context.words
    time = time_of(due, words) if due else None
    return FeeView(
        label=fee.label,
        amount=words.amount(fee.amount),
        due=Time(time.iso, words.say("pay by {moment}", moment=time.words)) if time else None,
        after=deadline_after(due, context) if due else "",
    )


def opening_view(training: Training, context: SiteContext) -> OpeningView | None:
    """Show from when on one can apply, while that is still to come."""
    opens, words = opening_that_holds(training), context.words
    if opens is None or is_opened(training, context.times.today):
        return None
    (one,) = (one for one in listed(training, context) if one.kind is DateKind.OPENING)
    return OpeningView(
        label=words.label(one),
        when=time_of(opens.moment, words),
        after=zone_after(opens.moment, context),
        reason=opens.reason,
        until=instant_of(opens.moment.begins, context.programme.site.timezone),
    )


def deadline_view(training: Training, context: SiteContext) -> DeadlineView | None:
    """Show the deadline of a training and how it counts, or that there is none.

    None where that is not known, or does not hold.
    """
    words, deadline = context.words, deadline_that_holds(training)
    if deadline is None:
        without = open_deadline_that_holds(training)
        return _without_deadline(without, words) if without is not None else None
    return DeadlineView(
        label=words.applying_label(deadline.label),
        called=deadline.label,
        when=time_of(deadline.moment, words),
        after=training_deadline_after(training, deadline.moment, context),
        reason=deadline.reason,
    )


def _without_deadline(without: OpenDeadline, words: Words) -> DeadlineView:
    label = without.label or words.say("Deadline")
    return DeadlineView(
        label=words.say("Deadline") if says_applying(label) else label,
        called=label,
        when=None,
        after=words.no_deadline(without.how),
        reason=without.reason,
    )


def deadline_after(moment: Moment, context: SiteContext) -> str:
    """Say what follows the last moment of a deadline: how it counts."""
    return zone_after(moment, context) or context.words.say(", by the end of the day")


def training_deadline_after(training: Training, moment: Moment, context: SiteContext) -> str:
    """Say what follows the deadline of a training, also that it alone is firm."""
    after = deadline_after(moment, context)
    if moment.at is None:
        after += zone_after_deadline(training, moment, context)
    return with_firm(after, training, context)
