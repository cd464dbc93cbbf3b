"""What somebody says of their own is kept in the language it was said in, beside its translation."""

import pytest
from django.utils.translation import override
from hypothesis import given, strategies as st

from core.bilingual import OwnText
from core.own_words import Translator, own_text, settled
from core.templatetags.opsw_ui import localised, markdown

TEXTS = st.fixed_dictionaries({"cy": st.sampled_from(["", "Na", "Nac oes"]), "en": st.sampled_from(["", "No", "None"])})


@pytest.mark.parametrize(
    ("stored", "original", "translator", "texts", "expected"),
    [
        (None, "", "", {"cy": "Na", "en": ""}, ("cy", "")),
        (None, "", "", {"cy": "", "en": "No"}, ("en", "")),
        (None, "", "", {"cy": "Na", "en": "No"}, ("", "")),
        ({"cy": "Na", "en": ""}, "cy", "", {"cy": "Na", "en": "No"}, ("cy", "author")),
        ({"cy": "Na", "en": "No"}, "cy", "secretariat", {"cy": "Nac oes", "en": "No"}, ("cy", "")),
        ({"cy": "Na", "en": "No"}, "cy", "secretariat", {"cy": "Na", "en": "None"}, ("cy", "author")),
        ({"cy": "Na", "en": "No"}, "cy", "secretariat", {"cy": "Na", "en": "No"}, ("cy", "secretariat")),
        ({"cy": "Na", "en": "No"}, "cy", "secretariat", {"cy": "", "en": "No"}, ("en", "")),
        ({"cy": "Na", "en": "No"}, "", "", {"cy": "Nac oes", "en": "No"}, ("", "")),
        ({"cy": "Na", "en": "No"}, "cy", "author", {"cy": "", "en": ""}, ("", "")),
    ],
)
def test_the_original_and_who_translated_it_follow_the_texts(
    stored: dict[str, str] | None, original: str, translator: str, texts: dict[str, str], expected: tuple[str, str]
) -> None:
    assert settled(texts, original, translator, stored) == expected


@given(TEXTS, TEXTS)
def test_a_translation_is_wanted_exactly_when_there_is_none_of_the_original(
    first: dict[str, str], second: dict[str, str]
) -> None:
    original, translator = settled(first, "", "", None)
    original, translator = settled(second, original, translator, first)
    said = own_text({**second, "original": original, "translator": translator})
    one = bool(second["cy"]) != bool(second["en"])
    if one:
        assert said.wanted
        assert not said.translated
    if said.wanted and not one:
        assert second[original] != first[original]
        assert second[said.wanted] == first[said.wanted]


@pytest.mark.parametrize("translator", ["", *Translator.values])
@pytest.mark.parametrize("original", ["cy", "en"])
def test_a_reader_sees_which_text_is_the_original(original: str, translator: str) -> None:
    said = OwnText(en="No", cy="Na", original=original, translator=translator)
    with override("en"):
        assert markdown(said).startswith("<p>No</p>")
        assert ("Written in Welsh." if original == "cy" else "Written in English.") in markdown(said)
        assert ("secretariat" in markdown(said)) == (translator == "secretariat")


def test_what_is_only_in_the_other_language_is_marked_with_its_language() -> None:
    said = own_text({"cy": "Na", "en": "", "original": "cy"})
    with override("en"):
        assert markdown(said).startswith('<div lang="cy"><p>Na</p>')
        assert localised(said).startswith('<span lang="cy">Na</span>')
        assert "There is no English translation yet." in markdown(said)
    with override("cy"):
        assert markdown(said).startswith("<p>Na</p>")


def test_words_of_both_languages_by_one_author_say_nothing_about_translation() -> None:
    with override("en"):
        assert markdown(own_text({"cy": "Na", "en": "No"})) == markdown("No")
