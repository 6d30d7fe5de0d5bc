"""Amounts of money, and texts that can only mean that nobody pays."""

from __future__ import annotations

from sitegen.lazy import dataclass

_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES
VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
"""
CURRENCIES = frozenset(_CODES.split())
"""Short names of currencies in use (ISO 4217)."""

_FREE = frozenset(
    {
        *("free", "free of charge", "free for participants", "free to participants", "no cost"),
        *("at no cost", "no charge", "at no charge", "gratis", "gratuito", "gratuita"),
    }
)


@dataclass(frozen=True, slots=True)
class Amount:
    """So many hundredths of a currency. Nothing is free, and nothing in any of them."""

    hundredths: int
    currency: str

    @property
    def is_free(self) -> bool:
        """Whether nothing is to be paid."""
        return self.hundredths == 0


FREE = Amount(0, "")


def says_free(text: str | None) -> bool:
    """Whether words can only mean that nobody who takes part pays."""
    return (text or "").strip(" .").casefold() in _FREE
