"""The grounds in law on which a part of a record may be withheld (vocabulary `exemption_reason`)."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy as _

from core.bilingual import BilingualText
from core.vocabularies import terms

# How each regime is cited, and under which name its terms say where in it the ground stands.
_REGIMES = {
    "foi": (_("Freedom of Information Act 2000, section %(reference)s"), "section"),
    "lga1972_sch12a_part4_wales": (
        _("Local Government Act 1972, Schedule 12A, Part 4, paragraph %(reference)s"),
        "paragraph",
    ),
    "eir2004": (_("Environmental Information Regulations 2004, regulation %(reference)s"), "regulation"),
}


@dataclass(frozen=True)
class Exemption:
    """One ground: its name, the regime and reference it stands in, and whether the public-interest test applies.

    Schedule 12A binds principal councils in Wales and bodies the law applies it to; its paragraph 16 has no such test.
    """

    name: BilingualText
    regime: str
    reference: str
    tested: bool

    @property
    def citation(self) -> str:
        """Regime and reference in words, in the language of this request."""
        return str(_REGIMES[self.regime][0]) % {"reference": self.reference}

    def __str__(self) -> str:
        return gettext("%(name)s (%(citation)s)") % {"name": self.name, "citation": self.citation}


def _exemption(term: dict[str, Any]) -> Exemption:
    _citation, reference = _REGIMES[term["regime"]]
    name = BilingualText(en=term["en"], cy=term["cy"])
    return Exemption(name, term["regime"], term[reference], bool(term["public_interest_test"]))


# Rules of practice support a ground; they are none by themselves.
EXEMPTIONS: dict[str, Exemption] = {
    term["id"]: _exemption(term) for term in terms("exemption_reason") if term["regime"] in _REGIMES
}
TESTED = sorted(ground for ground, exemption in EXEMPTIONS.items() if exemption.tested)

_in_words = lazy(lambda ground: str(EXEMPTIONS[ground]), str)


def exemption_choices() -> list[tuple[str, Any]]:
    """Choices for a model field; labels follow the reader's language."""
    return [(ground, _in_words(ground)) for ground in EXEMPTIONS]
