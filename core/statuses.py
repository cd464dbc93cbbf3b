"""The tone in which each status is drawn. One table for the whole product; words always say the status too."""

from typing import Literal

Tone = Literal["strong", "good", "waiting", "plain", "stop"]

_TONES: dict[Tone, tuple[str, ...]] = {
    # in force, in the open
    "strong": ("published", "active", "current", "public", "live"),
    # reached
    "good": (
        "accepted achieved adopted agreed approved confirmed decided delivered done implemented met position_agreed signed"
        " valid verified"
    ).split(),
    # somebody has something to do
    "waiting": (
        "adopted_with_conditions convening deferred defining deliberating delivering due evaluating invited in_consultation"
        " in_review open paused pending proposed requested reservation reserved scheduled stale under_review waiting"
    ).split(),
    # gone wrong, refused or kept back
    "stop": (
        "abandoned called_in declined emergency expired failed missing overdue refused rejected returned reversed revoked"
        " withheld"
    ).split(),
}
_TONE_OF = {status: tone for tone, statuses in _TONES.items() for status in statuses}


def tone_of(status: str) -> Tone:
    """The tone of a stored status. Everything without one of its own is plain: drafts, what has ended, and the
    official progress labels, which are not traffic lights."""
    return _TONE_OF.get(str(status), "plain")
