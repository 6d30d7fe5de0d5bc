"""How a certification is renewed: how often, by which days, and what is asked for it."""

from __future__ import annotations

from itertools import islice

from markupsafe import Markup

from sitegen.lazy import dataclass
from sitegen.programme.model import Certification, HoursAsked, Renewal
from sitegen.site import addresses
from sitegen.site.views.dates import DateEntry, renewal_dates
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import DocumentView
from sitegen.site.views.rules import RuleView, rule_view
from sitegen.site.wording import Words

_MOST_DATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """Hours that one must show, such as "40 hours", and the parts that they must include."""

    label: str
    hours: str
    including: tuple[HoursView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalView:
    """How a certification is renewed. `term` is a sentence that says how often, and by when.

    `dates` are the next days, soonest first: none where they are not the same for everybody.
    """

    label: str
    term: str
    dates: tuple[DateEntry, ...]
    hours: tuple[HoursView, ...]
    cost: str | None
    how: Markup | None
    documents: tuple[DocumentView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationView:
    """A certification: what one must show for it, and how it is renewed, if that is published."""

    rule: RuleView
    renewal: RenewalView | None


def certification_views(context: SiteContext) -> tuple[CertificationView, ...]:
    """Show every certification, in the order written."""
    return tuple(
        CertificationView(
            rule=rule_view(one.rule, addresses.certification_fragment(one.id), context),
            renewal=_renewal(one, one.renewal, context) if one.renewal else None,
        )
        for one in context.programme.certifications
    )


def _renewal(of: Certification, renewal: Renewal, context: SiteContext) -> RenewalView:
    prefix = f"renewal-{of.id}-"
    return RenewalView(
        label=renewal.label,
        term=context.words.renewal_term(renewal),
        dates=tuple(islice(renewal_dates(of.id, context), _MOST_DATES)),
        hours=tuple(_hours(one, context.words) for one in renewal.hours),
        cost=renewal.cost,
        how=context.markdown.html(renewal.how, level=4, id_prefix=prefix) if renewal.how else None,
        documents=context.documents(renewal.documents),
    )


def _hours(asked: HoursAsked, words: Words) -> HoursView:
    return HoursView(
        label=asked.label,
        hours=words.number_of_hours(asked.hours),
        including=tuple(_hours(one, words) for one in asked.including),
    )
