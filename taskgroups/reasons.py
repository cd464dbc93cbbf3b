"""Reasons that the product gives for changes of task groups."""

from django.utils.translation import gettext_lazy as _

from core.reasons import SystemReason, register


@register
class Reason(SystemReason):
    ANSWERED = "answered", _("Answer")
    ANSWERED_THROUGH_LINK = "answered_through_link", _("Answered through a link. By: %(person)s. Asked by: %(asker)s")
    CLOSING_REPORT_WRITTEN = "closing_report_written", _("Closing report written")
    COMMENTED = "commented", _("Comment")
    COMMITMENT_WRITTEN_DOWN = "commitment_written_down", _("Commitment written down")
    ENGLISH_UP_TO_DATE = "english_up_to_date", _("The English is up to date")
    EXCEPTION_ASKED = "exception_asked", _("Exception asked for")
    GROUP_CONVENED = "group_convened", _("Group convened")
    GROUP_EDITED = "group_edited", _("Group edited")
    INTEREST_DECLARED = "interest_declared", _("Interest declared")
    INTEREST_SETTLED = "interest_settled", _("Interest settled")
    INTEREST_WRITTEN_DOWN = "interest_written_down", _("Interest written down")
    INVITATION_ACCEPTED = "invitation_accepted", _("Invitation accepted")
    INVITATION_SENT = "invitation_sent", _("Invitation sent")
    INVITATION_SENT_AGAIN = "invitation_sent_again", _("Invitation sent again")
    INVITATION_WITHDRAWN = "invitation_withdrawn", _("Invitation withdrawn")
    LINK_SENT_AGAIN = "link_sent_again", _("Link sent again")
    LINK_WITHDRAWN = "link_withdrawn", _("Link withdrawn")
    MEETING_ANSWERED = "meeting_answered", _("Meeting answered")
    MEETING_CANCELLED = "meeting_cancelled", _("Meeting cancelled")
    MEETING_CHANGED = "meeting_changed", _("Meeting changed")
    MEETING_SCHEDULED = "meeting_scheduled", _("Meeting scheduled")
    MEETING_WRITTEN_UP = "meeting_written_up", _("Meeting written up")
    MEMBER_ADDED = "member_added", _("Member added")
    PERSON_INVITED = "person_invited", _("Person invited")
    POSITION_RENAMED = "position_renamed", _("Position renamed")
    RESERVED = "reserved", _("Reservation")
    SECTION_DRAFTED = "section_drafted", _("Section drafted")
    SECTION_HELD = "section_held", _("Who looks after the section")
    SIGNATORY_ASKED = "signatory_asked", _("Signatory asked")
    SIGNED_OFF = "signed_off", _("Signed off")
    STATE_OF_THE_COMMITMENT_CHANGED = "state_of_the_commitment_changed", _("State of the commitment changed")
    SUGGESTED = "suggested", _("Suggestion")
    SUGGESTIONS_ACCEPTED = "suggestions_accepted", _("Suggestions accepted. Suggested by: %(people)s")
    THREAD_REOPENED = "thread_reopened", _("Opened again")
    THREAD_RESOLVED = "thread_resolved", _("Resolved")
    VERSION_NAMED = "version_named", _("Version named")
    VERSION_RESTORED = "version_restored", _("Restored from version %(number)d")
    WORDS_TRANSLATED = "words_translated", _("Translated into the other language")
    WELSH_UP_TO_DATE = "welsh_up_to_date", _("The Welsh is up to date")
