"""The page at an address that the site had: it leads to where the same is now."""

from __future__ import annotations

from sitegen.lazy import dataclass
from sitegen.programme.model import Redirect
from sitegen.site.kinds import Address
from sitegen.site.views.frame import SiteContext


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """Where to go on, for browsers (`href`), search engines (`canonical`) and people (`shown`)."""

    title: str
    description: str
    heading: str
    href: str
    canonical: str
    shown: str


def moved_view(redirect: Redirect, context: SiteContext) -> MovedView:
    """Show that a page has a new address."""
    base, say = context.base, context.words.say
    new = Address(redirect.new)
    heading = say("This page has moved")
    return MovedView(
        title=f"{heading}: {redirect.old} – {context.programme.site.title}",
        description=say("The new address of this page is {address}.", address=base.absolute(new)),
        heading=heading,
        href=base.href(new),
        canonical=base.absolute(new),
        shown=base.absolute(new).removeprefix("https://"),
    )
