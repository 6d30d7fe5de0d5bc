"""Where the workflows of a new site get sitegen: from where it was installed here."""

from __future__ import annotations

import json
from urllib.parse import unquote, urlsplit

from sitegen import __version__

_FROM_A_FILE = """\
# Where GitHub gets sitegen. On the computer where these files were made, it was installed from a
# file there, which GitHub cannot see. So copy the file of sitegen into this folder. If it has
# another name than below, write that name.
./{name}
"""


def requirement(direct_url: str | None) -> str:
    """Write requirements.txt. `direct_url` is what pip has noted of the installation (PEP 610)."""
    if direct_url is None:
        return f"sitegen=={__version__}\n"
    origin = json.loads(direct_url)
    url: str = origin["url"]
    path = unquote(urlsplit(url).path)
    if not url.startswith("https://"):
        is_wheel = path.endswith(".whl")
        usual = f"sitegen-{__version__}-py3-none-any.whl"
        return _FROM_A_FILE.format(name=path.rpartition("/")[2] if is_wheel else usual)
    if "vcs_info" in origin:
        vcs = origin["vcs_info"]
        url = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"sitegen @ {url}\n"
