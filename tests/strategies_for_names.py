"""Names that people give, and that nobody should: all must come out as they went in."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = (
    "Peer: Training # 1",
    'The "Best" Training',
    "It's ours",
    "yes",
    "no",
    "null",
    "2033-03-07",
    "1e3",
    "0x1F",
    "- dash",
    "@home",
    "*star",
    "&more",
    "!important",
    "{a: b}",
    "[one, two]",
    "| pipe",
    "> arrow",
    "%percent",
    "`tick`",
    "back\\slash",
    "🌱 Growing 🌻",
    "התמיכה שלנו",
    "دعم الأقران",
    "L" * 200,
    "<b>bold</b> & co",
    "{{ 7 * 7 }} years",
)

names = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")),
        min_size=1,
        max_size=40,
    ).filter(str.strip),
)
