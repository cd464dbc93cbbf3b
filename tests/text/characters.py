"""Texts for every door: what must not come in, and what must stay."""

# Each alone shows nothing.
NOTHING = [
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u00a0",
    "\u2800",
    "\u3164",
    "\u115f",
    "\uffa0",
    "\u202e",
    "\u2066\u2069",
    "\u061c",
    "\u200e \u200f",
    "\ufe0f",
    "\x07\x7f\x9f",
    "\u0301",
    "\U000e0041\U000e007f",
    "\ufdd0\ufffe\U0001ffff",
    "\ue000\U000f0000",
    " \t\r\n\u2028\u2003\u3000",
]
# Markdown of which a reader sees no words.
NOTHING_IN_MARKDOWN = [
    *NOTHING,
    "&nbsp;",
    "&#8203;&zwj;",
    "&#x202E;",
    "[]()",
    "[](https://example.wales)",
    "# ",
    "-",
    "---",
]
# What comes in, and what is kept.
CLEANED = {
    "\u202e000,1\u202c": "000,1",
    "a\u2066b\u2069c": "abc",
    "Cafe\u0301 w\u0302": "Café ŵ",
    "one\rtwo\r\nthree": "one\ntwo\nthree",
    "one\x85two\u2028three\u2029four\x0bfive\x0csix": "one\ntwo\nthree\nfour\nfive\nsix",
    "zero\u200bwidth\ufeff": "zerowidth",
    "soft\u00adhyphen": "softhyphen",
    "nul\x00 bell\x07": "nul bell",
    "tag\U000e0041\U000e0042s": "tags",
    "lone \ud800 surrogate": "lone  surrogate",
    "word\uf0b7 bullet": "word• bullet",
    "a\u200db": "ab",
    "\U0001f3f4\U000e0067\U000e0062\U000e0078\U000e007f": "\U0001f3f4",
}
KEPT = [
    "Llanfairpwllgwyngyll: tŷ, ŵyr, ïau, â, “dyfyniad” – ’n dda\n\nail baragraff\tdwy golofn",
    "10 mlynedd, £1\u00a0million",
    "❤️ 👩‍👩‍👧‍👦 👍🏽 1️⃣",
    "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",  # the flag of Wales
    "日本語 العربية Ελληνικά",
]
