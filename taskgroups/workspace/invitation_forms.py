"""What somebody says who declines an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm


class DeclineInvitationForm(GovukForm, forms.Form):
    """A few words, or none."""

    words = forms.CharField(
        label=_("A few words to who invites you"),
        help_text=_("For example: who could come in your place. The conveners of the group read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
