"""Forms as people fill them in: dates as day, month and year, and messages that say what to do."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from core import partial_dates
from core.characters import shows_nothing
from core.long_text import limit_length
from core.sent_pages import shown_again
from core.text import renders_nothing
from core.written_dates import WRITE_A_DATE, Unreadable, read_date, read_date_or_month
from core.written_times import WRITE_A_TIME, read_time

# Set on form fields that a draft may leave empty and a later step asks for: their label does not say "optional".
DEMANDED_LATER = "demanded_later"
# Set on the two form fields of a text that is written in Welsh or in English, or in both.
ONE_LANGUAGE = "one_language_suffices"

_OWN_MESSAGES: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Fill in this field.")},
    forms.ChoiceField: {"required": _("Choose one of these.")},
    forms.ModelChoiceField: {"required": _("Choose one of these.")},
    forms.MultipleChoiceField: {"required": _("Choose at least one of these.")},
    forms.ModelMultipleChoiceField: {"required": _("Choose at least one of these.")},
    forms.FileField: {"required": _("Choose a file.")},
    forms.EmailField: {"invalid": _("Enter an email address in the form name@example.wales.")},
    forms.DateField: {
        "required": _("Enter a day, a month and a year."),
        "invalid": WRITE_A_DATE,
    },
    forms.TimeField: {"required": WRITE_A_TIME, "invalid": WRITE_A_TIME},
    forms.IntegerField: {"invalid": _("Enter a whole number.")},
    forms.URLField: {"invalid": _("Enter a full web address, for example https://www.example.wales.")},
}


class DayMonthYearInput(forms.MultiWidget):
    """A date as three short inputs named `<name>_day`, `<name>_month` and `<name>_year`.

    Its value is the three texts as typed, or "" when all are empty. A whole date may be typed into the first.
    """

    use_fieldset = True
    parts = (("day", _("Day")), ("month", _("Month")), ("year", _("Year")))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({name: forms.TextInput for name, _label in self.parts}, attrs)

    def id_for_label(self, id_: str) -> str:
        """The first of the three inputs, so that an error can lead to it."""
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, date | datetime):
            return [str(value.day), str(value.month), str(value.year)]
        if isinstance(value, list):
            return value
        year, month, day = (str(value or "").split("-") + ["", "", ""])[:3]
        return [day, month, year]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str] | str:  # type: ignore[override]
        typed = [(text or "").strip() for text in super().value_from_datadict(data, files, name)]
        return typed if any(typed) else ""


def _unreadable(problem: Unreadable) -> ValidationError:
    return ValidationError(problem.message, code="invalid")


class DayField(forms.DateField):
    """A date as people write it (core.written_dates)."""

    widget = DayMonthYearInput

    @classmethod
    def like(cls, field: forms.DateField) -> "DayField":
        """The same field, for dates as people write them."""
        return cls(
            required=field.required,
            label=field.label,
            initial=field.initial,
            help_text=field.help_text,
            error_messages=field.error_messages,
            validators=field.validators,
            disabled=field.disabled,
        )

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, list):
            return super().to_python(value)
        try:
            return read_date(*value)
        except Unreadable as problem:
            raise _unreadable(problem) from None


class DayOrMonthField(forms.CharField):
    """A date whose day may be left empty; cleans to the text of core.partial_dates."""

    widget = DayMonthYearInput
    default_validators = [partial_dates.validate]

    def __init__(self, **kwargs: Any) -> None:
        required = _("Enter a month and a year, and the day if it is known.")
        super().__init__(error_messages={"required": required}, **kwargs)

    def to_python(self, value: Any) -> str:
        if not isinstance(value, list):
            return str(value or "")
        try:
            return read_date_or_month(*value)
        except Unreadable as problem:
            raise _unreadable(problem) from None


class HourField(forms.TimeField):
    """A time of day as people write it (core.written_times)."""

    widget = forms.TimeInput(format="%H:%M")

    def to_python(self, value: Any) -> time | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return read_time(value)
        except Unreadable as problem:
            raise _unreadable(problem) from None


class _Unseen(list):
    """The values of a text field that count as nothing: those of which a reader sees nothing, too."""

    def __init__(self, *, in_markdown: bool) -> None:
        super().__init__(validators.EMPTY_VALUES)
        self._nothing = renders_nothing if in_markdown else shows_nothing

    def __contains__(self, value: object) -> bool:
        return super().__contains__(value) or (isinstance(value, str) and self._nothing(value))


class GovukForm:
    """Mixin, first among the bases of a form: our dates and messages, a longest text, none that shows nothing."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if type(field) is forms.DateField and type(field.widget) is forms.DateInput:
                self.fields[name] = DayField.like(field)
            if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput):
                field.empty_values = _Unseen(in_markdown=isinstance(field.widget, forms.Textarea))
            _put_own_messages(self.fields[name])
            limit_length(self.fields[name])

    @property
    def errors(self) -> ErrorDict:
        """Its errors; none for a form that is only shown again as it was typed."""
        return ErrorDict() if shown_again.get() else super().errors  # type: ignore[misc]

    def is_valid(self) -> bool:
        """False for a form that is only shown again, so that no view carries it out."""
        return not shown_again.get() and super().is_valid()  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        """What was typed; Django's own may return nothing."""
        super().clean()  # type: ignore[misc]
        return self.cleaned_data


def one_language_suffices(form: forms.BaseForm, *columns: str, translated: bool = True) -> None:
    """Let each of these fields be empty: a rule of the record demands one of them, or says when it does.

    `translated` says that somebody is asked for the other language.
    """
    for name in columns:
        if name in form.fields:
            form.fields[name].required = False
            setattr(form.fields[name], ONE_LANGUAGE, translated)


def _put_own_messages(field: forms.Field) -> None:
    """Replace Django's stock messages, and leave those that the form wrote itself."""
    stock: dict[str, Any] = {}
    own: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        stock |= getattr(kind, "default_error_messages", {})
        own |= _OWN_MESSAGES.get(kind, {})
    for code, message in own.items():
        if field.error_messages.get(code) == stock.get(code):
            field.error_messages[code] = message


def both(*names: str) -> list[str]:
    """The columns of bilingual texts in the order in which forms ask for them."""
    return [f"{name}_{language}" for name in names for language in ("cy", "en")]
