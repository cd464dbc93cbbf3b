"""Published records are read by value: every published word has a name, and versions are compared row by row."""

from core.templatetags.opsw_ui import compared_with
from publication.kinds import KINDS
from publication.published.comparison import differences


def options(*titles: str, **first: str) -> dict:
    rows = [{"title": {"en": title, "cy": f"{title} cy"}, "chosen": False} for title in titles]
    rows[0] |= {name: {"en": text, "cy": f"{text} cy"} for name, text in first.items()}
    return {"options": rows}


def changes(old: dict, new: dict) -> list[tuple[str, str, str, str]]:
    found = differences("decision", old, new)
    return [(d.part, d.label, d.old, d.new) for d in found if d.changed]


def test_a_row_that_stayed_is_compared_with_itself_wherever_it_stands() -> None:
    old, new = options("A", "B", why_not="dear"), options("C", "A", "B")
    new["options"][1]["why_not"] = {"en": "too dear", "cy": "rhy ddrud"}
    assert changes(old, new) == [
        ("C", "Option", "", "C"),
        ("C", "Choice", "", "Not chosen"),
        ("A", "Why not", "dear", "too dear"),
    ]


def test_a_renamed_row_is_compared_with_its_old_name() -> None:
    assert changes(options("A", "B"), options("A", "Bee")) == [("Bee", "Option", "B", "Bee")]


def test_a_row_that_is_gone_shows_what_it_said() -> None:
    assert changes(options("A", "B"), options("A")) == [("B", "Option", "B", ""), ("B", "Choice", "Not chosen", "")]


def test_a_line_break_is_part_of_a_text() -> None:
    old = {"reasons": {"en": "County Hall\nCardiff", "cy": "x"}}
    new = {"reasons": {"en": "County Hall Cardiff", "cy": "x"}}
    assert changes(old, new) == [("", "Why this decision", "County Hall\nCardiff", "County Hall Cardiff")]


def test_words_in_another_language_than_the_page_are_marked_and_replaced_as_a_whole() -> None:
    old = {"dissents": [{"organisation": None, "kind": "", "text": {"cy": "Na i hyn", "en": "", "original": "cy"}}]}
    new = {"dissents": [{"organisation": None, "kind": "", "text": {**old["dissents"][0]["text"], "en": "No i this"}}]}
    (difference,) = (found for found in differences("decision", old, new) if found.changed)
    assert (difference.before.lang, difference.after.lang) == ("cy", "en")
    assert difference.standing == "Written in Welsh. The English translation is older than the Welsh text."
    shown = compared_with(difference.after, difference.before)
    assert '<span lang="cy">Na i hyn</span>' in shown
    assert "</span>No i this<span" in shown
    assert compared_with(difference.before, difference.before) == '<span lang="cy">Na i hyn</span>'


def test_dates_and_stored_words_are_compared_as_people_read_them() -> None:
    old = {"review_on": "2027-01-02", "decision_maker_kind": "task_group", "state": "decided"}
    new = {"review_on": "2027-02-03", "decision_maker_kind": "board", "state": "under_review"}
    assert ("", "Review date", "2 January 2027", "3 February 2027") in changes(old, new)
    assert ("", "State", "Decided", "Under review") in changes(old, new)


def test_paths_have_names() -> None:
    assert KINDS["decision"].path_label("decision.en") == "Decision"
    assert KINDS["decision"].path_label("options.1.why_not.cy") == "Option 2: Why not"
    assert KINDS["decision"].path_label("dissents.0.text.original") == "Dissent 1: Dissent (language of the original)"
    assert KINDS["decision"].path_label("change_note.cy") == "What changed, and why"
