"""Words that stand in a new site until its editors write their own: true, and no facts."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.languages import PageLanguage, page_language

_ENGLISH = {
    "summary": "Dates, deadlines and how to apply.",
    "purpose": "TBD: what this training is for. Until it stands here, ask us.",
    "for_whom": "Ask us if this training is for you.",
    "how_to_apply": "TBD: how to apply. Until it stands here, ask us.",
    "deadline": "Application Deadline",
}
_SPANISH = {
    "summary": "Fechas y cómo hacer la solicitud.",
    "purpose": "TBD: para qué es esta capacitación. Mientras tanto, pregúntenos.",
    "for_whom": "Pregúntenos si esta capacitación es para usted.",
    "how_to_apply": "TBD: cómo hacer la solicitud. Mientras tanto, pregúntenos.",
    "deadline": "Fecha límite para solicitar",
}


def first_words(language: str) -> Mapping[str, str]:
    """Give the words by their fields. A language without words of its own has the English ones."""
    return _SPANISH if page_language(language) is PageLanguage.SPANISH else _ENGLISH
