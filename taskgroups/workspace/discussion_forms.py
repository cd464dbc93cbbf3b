"""Forms of comments and suggestions. A passage is pointed at by its words, as the reader sees them."""

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.bilingual import current_language
from core.forms import GovukForm
from core.long_text import LONGEST
from core.passages import MOST_PLACES, find
from taskgroups.models import ChallengePosition, Membership, MembershipRole, PositionSection, Suggestion
from taskgroups.selectors import section_at
from taskgroups.services.discussion import Passage

_AROUND = 40  # characters shown on each side of words that stand in several places


class _PassageForm(GovukForm, forms.Form):
    """Words of one text of a section. When they stand there several times, the form asks which of the places is meant.

    `passage` is what was pointed at, once the form is valid; None without words.
    """

    language = forms.ChoiceField(
        label=_("Which text?"),
        choices=[("cy", _("The Welsh text")), ("en", _("The English text"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("The words"),
        help_text=_("Copy them from the text, or type them as they stand there."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    passage: Passage | None = None

    def __init__(self, *args: Any, section: PositionSection, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": current_language(), "revision": section.revision}
        super().__init__(*args, **kwargs)
        self.section = section
        self._places = self._find() if self.is_bound else []
        if 1 < len(self._places) <= MOST_PLACES:
            self.fields["place"] = forms.ChoiceField(
                label=_("These words stand there several times. Which ones do you mean?"),
                choices=[(f"{start}-{end}", self._around(start, end)) for start, end in self._places],
                widget=forms.RadioSelect,
            )
            self.order_fields(["language", "words", "place"])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if len(self._places) > MOST_PLACES:
            self.add_error("words", _("Enter more of the words around them. These are in the text too many times."))
        elif values.get("words") and not self._places:
            self.add_error("words", _("These words are not in the text. Copy them from it as they stand there now."))
        if self._places:
            start, end = values.get("place", "").split("-") if values.get("place") else self._places[0]
            self.passage = Passage(self._language(), values.get("revision", 0), int(start), int(end))
        return values

    def _find(self) -> list[tuple[int, int]]:
        words, before = (str(self.data.get(name, ""))[: LONGEST + 1] for name in ("words", "before"))
        return find(self._text, words, before)

    @cached_property
    def _text(self) -> str:
        """The text that the person read; empty for a language or a revision that is none."""
        try:
            revision = self.fields["revision"].clean(self.data.get("revision"))
        except forms.ValidationError:
            return ""
        return getattr(section_at(self.section, revision), self._language(), "")

    def _language(self) -> str:
        return str(self.data.get("language", ""))

    def _around(self, start: int, end: int) -> str:
        text = self._text
        return f"… {text[max(0, start - _AROUND) : end + _AROUND].strip()} …"


class CommentForm(_PassageForm):
    """A comment on words of a section, or on the section as a whole."""

    text = forms.CharField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _(
            "Copy them from the text, or type them as they stand there. Leave it empty to comment on the whole section."
        )


class SuggestionForm(_PassageForm):
    """Other words for a passage, words to be added, or words to be left out."""

    REPLACE, ADD, REMOVE = "replace", "add", "remove"

    change = forms.ChoiceField(
        label=_("What do you suggest?"),
        choices=[
            (REPLACE, _("Put other words in their place")),
            (ADD, _("Add words after them")),
            (REMOVE, _("Leave them out")),
        ],
        widget=forms.RadioSelect,
        initial=REPLACE,
    )
    replacement = forms.CharField(label=_("The new words"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    why = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _(
            "Copy them from the text, or type them as they stand there. Leave it empty to add words at the end."
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        change, new = values.get("change"), values.get("replacement", "")
        if change in (self.REPLACE, self.REMOVE) and not values.get("words") and "words" not in self.errors:
            self.add_error("words", _("Fill in this field."))
        if change in (self.REPLACE, self.ADD) and not new:
            self.add_error("replacement", _("Fill in this field."))
        if not self.errors:
            values["replacement"] = self._in_place(str(change), new)
        return values

    def _in_place(self, change: str, new: str) -> str:
        """What stands in the place of the passage if the suggestion is accepted."""
        if change == self.REMOVE:
            return ""
        if change == self.REPLACE:
            return new
        text = self._text
        if self.passage is None:
            self.passage = Passage(self._language(), self.cleaned_data["revision"], len(text), len(text))
            return f"\n\n{new}" if text else new
        return f"{text[self.passage.start : self.passage.end]}{'' if new[0] in ',.;:)?!' else ' '}{new}"


class ReplyForm(GovukForm, forms.Form):
    """An answer in a thread."""

    text = forms.CharField(label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 4}))


class DeclineForm(GovukForm, forms.Form):
    """Why a suggestion is not taken up."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who suggested it is told."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ActForm(forms.Form):
    """A button and nothing to fill in; it carries what was refused."""


class AcceptForm(GovukForm, forms.Form):
    """Which suggestions go into the text."""

    suggestions = forms.ModelMultipleChoiceField(
        label=_("Suggestions"), queryset=Suggestion.objects.none(), to_field_name="uuid"
    )

    def __init__(self, *args: Any, position: ChallengePosition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suggestions: Any = self.fields["suggestions"]
        suggestions.queryset = Suggestion.objects.filter(thread__section__position=position)


class HolderForm(GovukForm, forms.Form):
    """Which member looks after a section."""

    member = forms.ModelChoiceField(
        label=_("Who looks after this section"),
        help_text=_("They may accept and decline suggestions to it, as the convener may."),
        queryset=Membership.objects.none(),
        to_field_name="uuid",
        widget=forms.RadioSelect,
        required=False,
        blank=True,
        empty_label=_("Nobody in particular"),
    )

    def __init__(self, *args: Any, members: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member: Any = self.fields["member"]
        member.queryset = members.filter(role=MembershipRole.MEMBER).select_related("user", "organisation")
