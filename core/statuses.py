"""The tone in which each status is drawn. One table for the whole product; words always say the status too."""

from typing import Literal

Tone = Literal["strong", "good", "waiting", "plain", "stop"]

_IN_FORCE = ("active", "current", "live", "public", "published")
_REACHED = (
    *("accepted", "achieved", "adopted", "agreed", "answered", "approved", "attended", "confirmed", "decided"),
    *("delivered", "done", "implemented", "met", "position_agreed", "sign_off", "signed", "valid", "verified"),
    "will_attend",
)
_SOMEBODY_HAS_TO_ACT = (
    *(
        "adopted_with_conditions",
        "convening",
        "deferred",
        "defining",
        "deliberating",
        "delivering",
        "due",
        "evaluating",
    ),
    *(
        "in_consultation",
        "in_review",
        "invited",
        "open",
        "paused",
        "pending",
        "postponed",
        "proposed",
        "requested",
        "reservation",
    ),
    *("reserved", "scheduled", "stale", "under_review", "waiting"),
)
_REFUSED_OR_KEPT_BACK = (
    *("abandoned", "called_in", "declined", "emergency", "expired", "failed", "missing", "overdue", "refused"),
    *("rejected", "returned", "reversed", "revoked", "withheld"),
)

_TONES: dict[str, Tone] = {
    **dict.fromkeys(_IN_FORCE, "strong"),
    **dict.fromkeys(_REACHED, "good"),
    **dict.fromkeys(_SOMEBODY_HAS_TO_ACT, "waiting"),
    **dict.fromkeys(_REFUSED_OR_KEPT_BACK, "stop"),
}


def tone_of(status: str) -> Tone:
    """The tone of a stored status.

    Whatever has none of its own is plain: drafts, what has ended, and the official progress labels, which are no
    traffic lights.
    """
    return _TONES.get(str(status), "plain")
