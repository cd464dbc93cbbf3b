import pytest
from hypothesis import given, strategies as st

from openlog.notes import NoteError, SigningKey, TreeHead, VerifierKey, open_note

KEY = SigningKey("log.example.wales/decisions", bytes(range(32)))
TEXT = TreeHead(KEY.name, 3, bytes(32)).text


def test_verifier_key_vector() -> None:
    text = "log.example.wales/decisions+7a34d1a8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    assert str(KEY.verifier_key) == text
    assert VerifierKey.parse(text) == KEY.verifier_key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log.example.wales/decisions",
        "log.example.wales/decisions+7a34d1a9+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "log.example.wales/decision+7a34d1a8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "log.example.wales/decisions+7a34d1a8+AgOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "log.example.wales/decisions+7a34d1a8+AQOh",
        "+7a34d1a8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    ],
)
def test_other_texts_are_no_verifier_key(text: str) -> None:
    with pytest.raises(NoteError):
        VerifierKey.parse(text)


def test_the_seed_never_shows() -> None:
    assert KEY.seed.hex() not in repr(KEY)
    assert str(KEY.seed) not in repr(KEY)


def test_a_note_opens_with_its_key_only() -> None:
    note = KEY.sign(TEXT)
    assert note.startswith(TEXT.encode() + "\n— log.example.wales/decisions ".encode())
    assert open_note(note, KEY.verifier_key) == TEXT
    for other in (SigningKey(KEY.name, bytes(32)), SigningKey("other.example", KEY.seed)):
        with pytest.raises(NoteError):
            open_note(note, other.verifier_key)


def test_signatures_by_others_are_passed_over_and_own_ones_are_not_doubled() -> None:
    note = KEY.sign(TEXT)
    own_line = note[len(TEXT) + 1 :]
    other_line = SigningKey("witness.example", bytes(32)).sign(TEXT)[len(TEXT) + 1 :]
    assert open_note(note + other_line, KEY.verifier_key) == TEXT
    with pytest.raises(NoteError, match="2 signatures"):
        open_note(note + own_line, KEY.verifier_key)


@given(st.integers(0, 8 * len(KEY.sign(TEXT)) - 1))
def test_no_bit_of_a_note_can_change(bit: int) -> None:
    note = bytearray(KEY.sign(TEXT))
    note[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NoteError):
        open_note(bytes(note), KEY.verifier_key)


@pytest.mark.parametrize("text", ["no line feed", "a\ttab\n", "a\rreturn\n", ""])
def test_texts_that_are_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        KEY.sign(text)


@pytest.mark.parametrize(("name", "seed"), [("", bytes(32)), ("a b", bytes(32)), ("a+b", bytes(32)), ("a", bytes(31))])
def test_bad_keys(name: str, seed: bytes) -> None:
    with pytest.raises(NoteError):
        SigningKey(name, seed)


@given(st.integers(0, 2**60), st.binary(min_size=32, max_size=32))
def test_tree_heads(size: int, root: bytes) -> None:
    head = TreeHead("log.example.wales/decisions", size, root)
    assert TreeHead.parse(head.text) == head


@pytest.mark.parametrize(
    "text",
    [
        "log\n3\nAAAA\n",
        "log\n03\n" + "A" * 43 + "=\n",
        "log\n-1\n" + "A" * 43 + "=\n",
        "log\n٣\n" + "A" * 43 + "=\n",
        "log\n3\n" + "A" * 42 + "B=\n",
        "log\n3\n" + "A" * 43 + "=",
        "log\n3\n" + "A" * 43 + "=\nextension\n",
        "\n3\n" + "A" * 43 + "=\n",
    ],
)
def test_other_texts_are_no_checkpoint(text: str) -> None:
    with pytest.raises(NoteError):
        TreeHead.parse(text)
