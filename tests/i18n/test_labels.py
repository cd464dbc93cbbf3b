"""A Welsh label or message says as much as the English, in good Welsh."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po
from django.conf import settings

_DATA = yaml.safe_load((settings.BASE_DIR / "core" / "data" / "vocabularies.yaml").read_text(encoding="utf-8"))
VOCABULARIES: dict[str, list[dict[str, Any]]] = {
    **_DATA["vocabularies"],
    "decision_record_fields": _DATA["decision_record_fields"],
}
LABELS = [(f"{name}.{term['id']}", term["en"], term["cy"]) for name, rows in VOCABULARIES.items() for term in rows]

_OR = re.compile(r"\bneu\b|\bneu'[ri]\b|\bna\b|\bnac\b")
_AND = re.compile(r"(?<![\w'])(?:a|ac|ag|â|a'[riu]|â'[riu])(?![\w'])")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
_SENTENCE = re.compile(r"[.!?](?:\s|$)")
_COLON = re.compile(r":(?!\d)")


def says_less(english: str, welsh: str) -> list[str]:
    """What the English label has and the Welsh lacks."""
    found = [mark for mark in "()/:" if english.count(mark) != welsh.count(mark)]
    found += ["or"] if re.search(r"\bor\b", english) and not _OR.search(welsh) else []
    found += ["and"] if re.search(r"\band\b", english) and not _AND.search(welsh) else []
    found += ["comma"] if english.count(",") > welsh.count(",") else []
    found += ["length"] if len(english) >= 12 and len(welsh) < 0.55 * len(english) else []
    return found


@pytest.mark.parametrize(("english", "welsh"), [row[1:] for row in LABELS], ids=[row[0] for row in LABELS])
def test_a_label_says_as_much_in_welsh(english: str, welsh: str | None) -> None:
    assert welsh
    assert says_less(english, welsh) == []


@pytest.mark.parametrize(
    ("english", "welsh", "lacks"),
    [
        ("Task group (recommendation only)", "Grŵp gorchwyl", ["(", ")", "length"]),
        ("Cabinet or executive", "Cabinet", ["or", "length"]),
        ("Economy and jobs", "Yr economi", ["and"]),
        ("Present / future generations", "Cenedlaethau'r presennol", ["/"]),
        ("Cost, funding source and who pays", "Cost a ffynhonnell y cyllid", ["comma"]),
    ],
)
def test_a_label_that_says_less_is_noticed(english: str, welsh: str, lacks: list[str]) -> None:
    assert says_less(english, welsh) == lacks


def messages() -> Iterator[tuple[str, str]]:
    """English and Welsh of every message of the product, each plural form apart."""
    with (settings.BASE_DIR / "locale" / "cy" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale="cy")
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        english = message.id[-1] if isinstance(message.id, tuple) else message.id
        if english:
            yield from ((english, welsh) for welsh in forms)


def lacks(english: str, welsh: str) -> bool:
    """Whether the Welsh of a message lacks a bracket, a placeholder's right name, a sentence or half of its length."""
    plain = [_PLACEHOLDER.sub("", text) for text in (english, welsh)]
    halves = [[len(mark.findall(text)) for mark in (_SENTENCE, _COLON)] for text in plain]
    return (
        plain[0].count("(") != plain[1].count("(")
        or any(one > other for one, other in zip(*halves, strict=True))
        or (len(english) >= 16 and len(welsh) < 0.5 * len(english))
        or not set(_PLACEHOLDER.findall(welsh)) <= set(_PLACEHOLDER.findall(english))
    )


def test_a_message_has_the_brackets_placeholders_and_sentences_of_the_english() -> None:
    assert lacks("Yes (both). Go on.", "Ie (y ddwy).")
    assert [pair for pair in messages() if lacks(*pair)] == []


# Words that agree with a feminine noun; "fersiwn" is masculine here.
_FEMININE = re.compile(
    r"fersiwn (?:hon|honno|ddiweddaraf|ddiweddarach|bresennol|gyntaf|gynharach|gyfredol|ddrafft|gyhoeddedig)\b"
    r"|\b(?:dwy|ddwy|tair|pedair|hon yw'r|honno yw'r) fersiwn\b|fersiwn fel hon\b|fersiwn[^.]{0,20}wedi'i ch",
    re.IGNORECASE,
)
# What no reader of Welsh would write: "decided about 3 May", a bare "length:", "everything is holding".
_NOT_WELSH = re.compile(r"\b(?:Penderfynwyd|Cytunwyd) ar(?:$|:| %\(date)|^Hyd(?:$|:| %\()|(?:cyfan|popeth) yn dal\b")
# The familiar form: the product speaks to everyone as "chi".
_FAMILIAR = re.compile(r"\b(?:wyt|gennyt|arnat|iti|dy hun|rwyt|cei|gelli|dylet)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        (_FEMININE, "Darllen y fersiwn hon"),
        (_FEMININE, "Cymharu unrhyw ddwy fersiwn"),
        (_NOT_WELSH, "Penderfynwyd ar"),
        (_NOT_WELSH, "Hyd: %(date)s"),
        (_NOT_WELSH, "Mae'r cyfan yn dal."),
        (_FAMILIAR, "Os wyt yn cytuno"),
    ],
)
def test_no_message_is_bad_welsh(pattern: re.Pattern[str], wrong: str) -> None:
    assert pattern.search(wrong)
    assert [welsh for _english, welsh in messages() if pattern.search(welsh)] == []
