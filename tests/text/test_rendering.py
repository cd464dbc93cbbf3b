"""What is shown is what was written: numbers, lines, nesting, links and cells."""

import html
import re
from dataclasses import dataclass

import pytest
from hypothesis import example, given, strategies as st

from core.text import clean_html, render_markdown
from tests.text.reading import read

WORDS = st.lists(
    st.sampled_from(
        ["mae", "tŷ", "the", "council", "2026", "£1,000", "(sic)", "approves", "notes;", "14", "A/B", "‘so’"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
# A line of prose does not begin as an item does.
PROSE = WORDS.filter(lambda words: words[0].isalpha())
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]


def marks(style: str, first: int, length: int) -> list[str]:
    """The marks of a list of this style, as they are written."""
    numbers = range(first, first + length)
    match style:
        case "1." | "1)" | "(1)":
            return [style.replace("1", str(number)) for number in numbers]
        case "(a)" | "a)":
            return [style.replace("a", chr(ord("a") + number - 1)) for number in numbers]
        case "(i)":
            return [f"({ROMAN[number - 1]})" for number in range(1, length + 1)]
        case "4.1":
            return [f"4.{number}" for number in numbers]
        case _:
            return [style] * length


@dataclass
class Item:
    mark: str
    lines: list[str]
    below: list["Item"]


STYLES = ["1.", "1)", "(1)", "(a)", "a)", "(i)", "4.1", "•", "·", "–"]


# Which lists stand within which.
INNER = {"1.": ("(a)", "(i)", "•"), "(1)": ("(a)", "(i)", "•"), "(a)": ("(i)", "•"), "4.1": ("(a)", "•")}


@st.composite
def items(draw: st.DrawFn, styles: tuple[str, ...] = tuple(STYLES), depth: int = 0) -> list[Item]:
    style = draw(st.sampled_from(styles))
    length = draw(st.integers(2, 4))
    inner = {"1.": ("(a)", "(i)", "•"), "(1)": ("(a)", "(i)", "•"), "(a)": ("(i)", "•"), "4.1": ("(a)", "•")}.get(
        style, ()
    )
    return [
        Item(
            mark,
            draw(st.lists(PROSE, min_size=1, max_size=2)),
            draw(items(inner, depth + 1)) if inner and depth < 2 and draw(st.integers(0, 3)) == 0 else [],
        )
        for mark in marks(style, draw(st.integers(1, 20)) if style not in ("(i)",) else 1, length)
    ]


def write(found: list[Item], space: str, indent: str, depth: int = 0) -> list[str]:
    lines = []
    for item in found:
        lines += [indent * depth + item.mark + space + item.lines[0], *item.lines[1:]]
        lines += write(item.below, space, indent, depth + 1)
    return lines


def expected(found: list[Item], depth: int = 1) -> list[tuple[int, str, str]]:
    seen = []
    for item in found:
        mark = "•" if item.mark in "•·–" else item.mark
        seen += [(depth, mark, item.lines[0]), *((depth, "", line) for line in item.lines[1:])]
        seen += expected(item.below, depth + 1)
    return seen


def _sentence(mark: str, *below: Item) -> Item:
    return Item(mark, ["words"], list(below))


# "(i)" below "(h)" is a number when "(ii)" is behind it, and the next letter when not.
_BELOW_H = [_sentence("(g)"), _sentence("(h)", _sentence("(i)"), _sentence("(ii)"))]
_AFTER_H = [_sentence("(g)"), _sentence("(h)"), _sentence("(i)", _sentence("(i)"), _sentence("(ii)")), _sentence("(j)")]
_FROM_I = [_sentence("(i)", _sentence("(i)"), _sentence("(ii)")), _sentence("(j)")]
_AFTER_U = [_sentence("(u)", *map(_sentence, ("(i)", "(ii)", "(iii)", "(iv)"))), _sentence("(v)"), _sentence("(w)")]
_AFTER_BOTH = [*_BELOW_H, _sentence("(i)")]
BLOCKS = st.one_of(st.lists(PROSE, min_size=1, max_size=4), items())


@example([_BELOW_H], " ", "")
@example([_AFTER_H], " ", "")
@example([_AFTER_BOTH], " ", "")
@example([_FROM_I], " ", "")
@example([_AFTER_U], " ", "")
@given(st.lists(BLOCKS, min_size=1, max_size=4), st.sampled_from([" ", "\t"]), st.sampled_from(["", " ", "   "]))
def test_numbers_lines_and_nesting_are_shown_as_they_are_written(blocks: list, space: str, indent: str) -> None:
    """Paragraphs and lists in turn, as Word and as people write them."""
    parts, seen = [], []
    for block in blocks:
        if isinstance(block[0], Item):
            parts.append("\n".join(write(block, space, indent)))
            seen += expected(block)
        else:
            parts.append("\n".join(block))
            seen += [(0, "", line) for line in block]
        parts.append("Between.")
        seen.append((0, "", "Between."))
    assert read(render_markdown("\n\n".join(parts))).lines == seen


@given(st.lists(st.integers(0, 999), min_size=1, max_size=6))
def test_numbers_that_skip_are_shown_as_they_are_written(numbers: list[int]) -> None:
    shown = read(render_markdown("\n".join(f"{number}. words" for number in numbers)))
    assert [mark for _depth, mark, _words in shown.lines] == [f"{number}." for number in numbers]


@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=2, max_size=5), st.booleans())
def test_rows_become_a_table_and_no_cell_is_lost(rows: list[list[str]], tabs: bool) -> None:
    if tabs:
        text = "\n".join("\t".join(row) for row in rows)
    else:
        rule = " | ".join(["---"] * len(rows[0]))
        text = "\n".join([" | ".join(rows[0]), rule, *(f"| {' | '.join(row)} |" for row in rows[1:])])
    shown = read(render_markdown(f"Before:\n{text}\n\nAfter.")).rows
    width = max(map(len, rows))
    assert shown == [row + [""] * (width - len(row)) for row in rows]


ADDRESSES = {
    "https://www.gov.wales/a-page?b=1&c=2": "https://www.gov.wales/a-page?b=1&c=2",
    "http://example.wales/": "http://example.wales/",
    "www.llyw.cymru/tai": "https://www.llyw.cymru/tai",
    "eleri.huws@example.wales": "mailto:eleri.huws@example.wales",
    "rhywun@cyngor.llyw.cymru": "mailto:rhywun@cyngor.llyw.cymru",
}


@given(st.lists(st.sampled_from(sorted(ADDRESSES)), min_size=1, max_size=4), st.sampled_from([" ", "\n", ", "]))
def test_bare_addresses_are_links_to_where_they_say(addresses: list[str], between: str) -> None:
    shown = read(render_markdown(f"See {between.join(addresses)}."))
    assert shown.links == [(address, ADDRESSES[address]) for address in addresses]


@pytest.mark.parametrize(
    "text",
    [
        "minutes.doc",
        "e.g.something",
        "report.md",
        "README.py",
        "agenda.cy",
        "Cyf.Dyddiad",
        "1.2.3",
        "10.30-11.15",
        "a@b",
    ],
)
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert read(render_markdown(f"See {text} and on.")).links == []


@given(
    st.sampled_from(
        ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example", "x", ""]
    ),
    st.sampled_from(["", " ", "\t", "\x01", "&#1;", "&Tab;"]),
    st.booleans(),
    st.sampled_from(["[words]({})", "[words](<{}>)", "<{}>", "[words]: {}\n\n[words]", '<a href="{}">words</a>', "{}"]),
)
def test_only_links_to_somewhere_are_links(target: str, trick: str, entities: bool, form: str) -> None:
    target = f"{trick}{target[:4]}{trick}{target[4:]}"
    if entities:
        target = "".join(f"&#{ord(letter)};" for letter in target)
    assert read(render_markdown(form.format(target))).links == []
    stored = clean_html(f'<p><a href="{target}">words</a></p>')
    assert not any("script:" in href.lower() or href.lower().startswith("data") for _words, href in read(stored).links)


@pytest.mark.parametrize(
    "text", ["5*3*2 = 30", "+ 5%", "> 65", "– 5,000", "[1]: https://a.wales", "C:`x`", "a\n===", "2 * 3"]
)
def test_no_sign_is_swallowed(text: str) -> None:
    assert read(render_markdown(text)).words.replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_figures_stand_on_the_right() -> None:
    shown = render_markdown("Body\t2026\tNote\nCardiff\t£1,000\tyes\nVale\t-2.5%\t")
    assert shown.count("numeric") == 3
    assert '<div class="opsw-table" tabindex="0"><table class="govuk-table">' in shown


def test_a_table_of_names_and_values_has_no_heading() -> None:
    assert "<thead" not in render_markdown("Date:\t3 May\nPlace:\tCardiff")


def test_the_passage_of_a_clause_is_marked() -> None:
    text = "(1) approves A;\n(2) notes B;"
    start = text.index("notes")
    assert "<mark>notes B</mark>" in render_markdown(text, [(start, start + 7)])
    assert render_markdown(text, [(16, len(text))]).count("<mark>") >= 1


# CommonMark 6.2: without its semicolon it is text, and shown as it is written.
_CHARACTER_REFERENCE = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z0-9]+);")


@given(st.text(alphabet="ab1.()-*|•\t\n #>[]_&;£ ivx", max_size=60))
@example("&#1")
@example("1)")
def test_every_letter_and_figure_that_is_written_is_shown(text: str) -> None:
    def letters(shown: str) -> list[str]:
        return sorted(letter for letter in shown if letter.isalpha() or letter.isdigit())

    seen = read(render_markdown(text))
    shown = seen.words + "".join("".join(row) for row in seen.rows)
    written = _CHARACTER_REFERENCE.sub(lambda found: html.unescape(found[0]), text)
    assert letters(shown) == letters(written) or "](" in text


def test_a_number_stands_below_its_own_number_only() -> None:
    seen = read(render_markdown("3. Three\n3.1 Below\n3.2 Below\n4.1 Beside\n4.2 Beside")).lines
    assert [(depth, mark) for depth, mark, _words in seen] == [
        (1, "3."),
        (2, "3.1"),
        (2, "3.2"),
        (2, "4.1"),
        (2, "4.2"),
    ]
    seen = read(render_markdown("3. Three\n\n4.1 Received.\n4.2 Agreed.")).lines
    assert seen == [(1, "3.", "Three"), (1, "4.1", "Received."), (1, "4.2", "Agreed.")]
