"""Whether what # cuts off from a text is a remark or a part of the text.

YAML takes what follows a space and # for a remark. `Room # 4` then says “Room”. Remarks behind a
value are common too, so only what hardly any remark looks like is taken for a part of the text.
"""

from __future__ import annotations

import re

from sitegen.lazy import pattern

_LABEL = r"(?:[0-9]+[A-Za-z]?|[A-Z]{1,3}-?[0-9]+[A-Za-z]?|[A-Z](?:[-/&.][A-Za-z0-9]+)?)"
_ENDS = r"(?=[,;.)]|\s*\Z)"
_NUMBER = pattern(r"#[0-9]")
_LABEL_AT_ONCE = pattern(rf"#(?:{_LABEL}{_ENDS}|[A-Z]{{1,3}}-?[0-9])")
_LABEL_APART = pattern(rf"#\s+(?!(?:19|20)[0-9]{{2}}\b){_LABEL}{_ENDS}")
_TAG = pattern(r"#(?:[A-Z][a-z]+[A-Z0-9]|[a-z]+[A-Z])\w*")
_NUMBERED = pattern(
    r"\b(?:room|rm|suite|ste|unit|apt|apartment|building|bldg|floor|level|hall|wing|office|box|lot"
    r"|space|door|entrance|gate|desk|table|bay|dock|trailer|site|station|platform|pier|parking|route"
    r"|highway|hwy|road|exit|bus|line|track|group|cohort|class|session|section|module|part|chapter"
    r"|step|rule|form|page|item|question|lesson|week|day|number|num|no|nr|code|pin|id|password"
    r"|passcode|extension|ext|phone|fax|meeting|webinar|license|licence|certificate|permit|policy"
    r"|case|order|course|district|region|chapter|council|post|lodge|local)\.?\Z",
    re.IGNORECASE,
)
_SHORT = pattern(
    r"#\s*(?:[0-9]+[A-Za-z]?|[A-Z][A-Z0-9-]{0,5})"
    r"(?=\s*\Z|[,;.)]|\s+(?:in|on|at|of|to|and|or|near|behind|by|for|with|when)\b|\s+[A-Z0-9])"
)
_UNFINISHED = pattern(
    r"\s(?:the|a|an|and|or|of|to|in|at|by|for|with|from|on|is|are|your|our|press|dial|enter|push"
    r"|type|hit|then|hashtag|see|called|as)\Z",
    re.IGNORECASE,
)


def is_cut_off(text: str, remark: str) -> bool:
    """Tell whether a remark behind a text is most likely a part of it. It begins with #."""
    if _NUMBER.match(remark):
        return True
    words = text.strip()
    if not any(map(_has_words, words.split("\n"))):
        return False  # a date, a number, an id
    if _LABEL_AT_ONCE.match(remark) or _LABEL_APART.match(remark) or _TAG.match(remark):
        return True
    if words.count("(") > words.count(")") and ")" in remark:
        return True
    if _NUMBERED.search(words) and _SHORT.match(remark):
        return True
    return _UNFINISHED.search(words) is not None


def _has_words(line: str) -> bool:
    """Tell a line of words from a date, a number or an id."""
    small = re.search("[a-z]", line)
    return bool(re.search("[A-Z]", line) or (small and " " in line[small.end() :]))


def cut_off(remark: str) -> str:
    """Give what belongs to the text, without a remark behind it."""
    return re.split(r"(?<=\S)\s+#(?=\s)", remark, maxsplit=1)[0].rstrip()
