"""The page at an address that the site had: it leads to where the same is now."""

from __future__ import annotations

from sitegen.lazy import dataclass, replace
from sitegen.programme.model import Redirect
from sitegen.site.kinds import Address
from sitegen.site.views.frame import HeadView, SiteContext


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """An address that a page had: `href` leads to where it is now."""

    head: HeadView
    href: str


def moved_view(redirect: Redirect, context: SiteContext) -> MovedView:
    """Show that a page has a new address, which search engines take for that of this one, too."""
    base, say = context.base, context.words.say
    new = Address(redirect.new)
    heading, url = say("This page has moved"), base.absolute(new)
    head = context.head(
        heading,
        title=f"{heading}: {redirect.old}",
        description=say("The new address of this page is {address}.", address=url),
        address=Address(redirect.old),
        whole=True,
    )
    return MovedView(
        # Only the new address is told to be there in several languages.
        head=replace(head, canonical=url, languages=()),
        href=base.href(new),
    )
