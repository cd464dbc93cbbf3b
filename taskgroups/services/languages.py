"""Keeping count of the text of a section that has not followed the other one, and confirming that both say the same.

core/level.py has the rule. A section keeps count itself, because it is saved after every pause.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES, BilingualText, other_language
from core.history import recording
from core.level import SITTING, lags
from core.transitions import Refused
from core.verdicts import authorise, can
from people.models import User
from publication.languages import write_check
from publication.level import Standing
from taskgroups.models import PositionSection
from taskgroups.reasons import Reason


def keep_level(section: PositionSection, text: BilingualText, *, version: int, by: User) -> None:
    """Note, before a section is saved with another `text`, whether its languages say the same in `version`."""
    changed = [language for language in LANGUAGES if getattr(section.text, language) != getattr(text, language)]
    late = lags(section.text_when_level(), text)
    if not late or (len(changed) == 1 and _goes_on_following(section, changed[0], by)):
        section.behind, section.level_in = "", version
    else:
        section.behind = late[0].behind


def _goes_on_following(section: PositionSection, language: str, by: User) -> bool:
    """Whether the last save brought `language` up to date, and the same person is still at it.

    A page saves by itself after every pause, so bringing a text up to date is many saves.
    """
    if section.behind or section.level_in != section.saved_in:
        return False
    last, *earlier = section.history.order_by("-history_id")[:2]
    if not earlier or last.history_user_id != by.pk or timezone.now() - last.history_date > SITTING:
        return False
    texts = [save.instance.text for save in (last, earlier[0])]
    followed, led = (len({getattr(text, name) for text in texts}) for name in (language, other_language(language)))
    return (followed, led) == (2, 1)


@transaction.atomic
def confirm_level(*, section: PositionSection, language: str, revision: int, by: User) -> PositionSection:
    """Record that `language` says the same as the other one at `revision`, without changing a word; idempotent.

    Raises Refused when the section was saved since the person read it.
    """
    section = PositionSection.objects.select_for_update().get(pk=section.pk)
    authorise(by, "draft", section)
    if section.behind != language:
        return section
    if section.revision != revision:
        raise Refused(_("The section changed while you were reading it. Read it again before you confirm."))
    write_check(section.uuid, "text", language, section.text, by)
    section.behind, section.level_in = "", section.saved_in
    with recording(by=by, reason=Reason.WELSH_UP_TO_DATE if language == "cy" else Reason.ENGLISH_UP_TO_DATE):
        section.save()
    return section


def confirm_section(standing: Standing, by: User) -> bool:
    """Confirm the text of a section that has not followed, and that the person may write."""
    section = standing.row
    if not isinstance(section, PositionSection) or not standing.lags or not can(by, "draft", section):
        return False
    confirm_level(section=section, language=section.behind, revision=section.revision, by=by)
    return True
