"""Words added and removed."""

from hypothesis import given, strategies as st

from core.word_diff import Change, compare_words

texts = st.text(alphabet="ab ŵ.\n", max_size=60)


def test_replaced_words_are_one_change() -> None:
    passages = compare_words("teams in three regions by April", "staff and teams in all four regions by April")
    assert [(passage.change.value, passage.text) for passage in passages] == [
        ("added", "staff and "),
        ("same", "teams in "),
        ("removed", "three"),
        ("added", "all four"),
        ("same", " regions by April"),
    ]


@given(old=texts, new=texts)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    passages = compare_words(old, new)
    assert "".join(passage.text for passage in passages if passage.change is not Change.ADDED) == old
    assert "".join(passage.text for passage in passages if passage.change is not Change.REMOVED) == new


@given(text=texts)
def test_an_unchanged_text_has_no_changes(text: str) -> None:
    assert all(passage.change is Change.SAME for passage in compare_words(text, text))
