"""To whom the preview answers: only to the names that lead to it on purpose.

A page of somebody else can let its own name lead to this machine and then read what it is answered
(DNS rebinding). It cannot do so with a number or with `localhost`. So what counts is the name that
the browser was given, which is in the header `Host` (RFC 9110, 7.2).
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from sitegen.lazy import dataclass, pattern

LOCAL = "127.0.0.1"

_HOST = pattern(
    r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[^\s:/@,\[\]]+))(?::[0-9]{1,5})?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the preview is reached by: this machine's own names, and `host`, which was asked for."""

    host: str = LOCAL

    def answer_to(self, header: str | None) -> bool:
        """Tell whether a question with this `Host` came to this preview on purpose."""
        found = _HOST.fullmatch(header or "")
        if found is None:
            return False
        name = (found["six"] or found["name"]).lower().removesuffix(".")
        if name in {"localhost", LOCAL, "::1", self.host.lower()}:
            return True
        # Where every address of this machine is open, each number may be one of them.
        return self.is_every_address and _is_number(name)

    @property
    def is_every_address(self) -> bool:
        """Tell whether `host` stands for all addresses of the machine."""
        return _is_number(self.host) and ip_address(self.host).is_unspecified

    @property
    def is_open(self) -> bool:
        """Tell whether other machines can reach the preview."""
        if _is_number(self.host):
            return not ip_address(self.host).is_loopback
        return self.host.lower() != "localhost"

    @property
    def shown(self) -> str:
        """Give the name for the address that a browser on this machine is given."""
        if self.is_every_address:
            return "localhost"
        return f"[{self.host}]" if ":" in self.host else self.host


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_from_here(origin: str | None, host: str | None) -> bool:
    """Tell whether the page that asks (its `Origin`, RFC 6454) was served under the same `Host`.

    Programs other than browsers send no origin.
    """
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == (host or "").lower()
