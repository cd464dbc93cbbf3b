"""The characters of a text that people wrote: one form, whichever way it comes in.

NFC, line breaks as "\\n", and nothing that cannot be seen or that changes the order in which characters are shown: the
bytes that are signed say what the page shows.
"""

import re
import unicodedata
from typing import Any

_LINE_END = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_PLAIN = re.compile(r"[\t\n\x20-\x7e]*\Z")
_SPACES = re.compile(r"[ \t\n]*[\t\n][ \t\n]*")

# Emoji may be joined (U+200D), coloured or asked for as a picture (U+FE0F), and three flags, that of Wales among them,
# are spelled in tag characters. Nothing else is written with these invisible characters in Welsh or in English.
_EMOJI = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff](?:\ufe0f|[\U0001f3fb-\U0001f3ff])?"
)
_FLAGS = "|".join("".join(chr(0xE0000 + ord(letter)) for letter in place) for place in ("gbeng", "gbsct", "gbwls"))
_KEPT = f"\U0001f3f4(?:{_FLAGS})\U000e007f|{_EMOJI}(?:\u200d{_EMOJI})*|[0-9#*]\ufe0f\u20e3"
# Unicode's Default_Ignorable_Code_Point, bidirectional controls among them; controls, annotations and object marks;
# surrogates, private use and noncharacters; and a note head and a filler that are drawn as nothing.
_DROPPED = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 0xE))
    + "\U000e0000-\U0010ffff]"
)
_UNSEEN = re.compile(f"({_KEPT})|{_DROPPED}")
# The empty cell of Braille is a space; Word's bullets come in the private codes of its symbol fonts.
_MEANT = str.maketrans({"\u2800": " ", "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•", "\uf02d": "•"})


def clean_text(text: str) -> str:
    """Return `text` in its one form, empty if nothing of it is seen. Spaces stay."""
    if _PLAIN.match(text):
        return text
    cleaned = unicodedata.normalize("NFC", without_unseen(_LINE_END.sub("\n", text.translate(_MEANT))))
    return cleaned if cleaned.isspace() or _is_seen(cleaned) else ""


def clean_line(text: str) -> str:
    """Return a text of one line in its one form: a line break or a tab is a space."""
    return _SPACES.sub(" ", clean_text(text).strip())


def without_unseen(text: str) -> str:
    """Return `text` without the characters that cannot be seen, or that change how others are shown."""
    return _UNSEEN.sub(lambda match: match[1] or "", text)


def shows_nothing(text: str) -> bool:
    """Return True if nothing of a plain text is seen: there is no letter, number, sign or symbol in it."""
    return not _is_seen(clean_text(text))


def _is_seen(cleaned: str) -> bool:
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in cleaned)


def clean_json(value: Any) -> Any:
    """Return a JSON value with all its texts in their one form."""
    match value:
        case str():
            return clean_text(value)
        case list():
            return [clean_json(item) for item in value]
        case dict():
            return {clean_text(key): clean_json(item) for key, item in value.items()}
        case _:
            return value
