"""Pages about the site itself: how accessible it is, and what it knows of its visitors."""

from __future__ import annotations

from sitegen.lazy import dataclass
from sitegen.programme.own_words import OrganizationKind
from sitegen.site import addresses
from sitegen.site.views.frame import HeadView, SiteContext, description


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityView:
    """How everybody can use the site, and whom to tell where somebody cannot.

    `by_law` says that it is of a government, which the law asks for this.
    """

    head: HeadView
    by_law: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyView:
    """What the site knows of its visitors: nothing that they do not send by themselves."""

    head: HeadView
    can_call: bool


def accessibility_view(context: SiteContext) -> AccessibilityView:
    """Show what the pages are made to meet, and what to do where they do not."""
    say = context.words.say
    return AccessibilityView(
        head=context.head(
            say("Accessibility"),
            description=description(
                say(
                    "How the pages of {organization} are made so that everybody can use them, "
                    "and whom to tell if you cannot.",
                    organization=context.organization,
                )
            ),
            address=addresses.ACCESSIBILITY,
            whole=True,
        ),
        by_law=context.programme.site.organization_kind is OrganizationKind.GOVERNMENT,
    )


def privacy_view(context: SiteContext) -> PrivacyView:
    """Show what is stored and sent, which is nothing."""
    say = context.words.say
    return PrivacyView(
        head=context.head(
            say("Privacy"),
            description=description(
                say(
                    "This site sets no cookies, counts nobody and loads nothing from other places."
                ),
                say("Your answers stay on the page.") if context.check_link else "",
            ),
            address=addresses.PRIVACY,
            whole=True,
        ),
        can_call=any(one.phone for one in context.contacts()),
    )
