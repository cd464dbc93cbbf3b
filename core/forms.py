"""Forms as people fill them in: dates as day, month and year, and messages that say what to do."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import partial_dates

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
        "invalid": _("Enter a real date, for example 27 3 2027."),
    },
    forms.TimeField: {
        "required": _("Enter a time, for example 14:30."),
        "invalid": _("Enter a time, for example 14:30."),
    },
    forms.IntegerField: {"invalid": _("Enter a whole number.")},
    forms.URLField: {"invalid": _("Enter a full web address, for example https://www.example.wales.")},
}


class DayMonthYearInput(forms.MultiWidget):
    """A date as three short inputs named `<name>_day`, `<name>_month` and `<name>_year`.

    Its value is one text "year-month-day", so what was typed is kept even when it is no date.
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
        year, month, day = (str(value or "").split("-") + ["", "", ""])[:3]
        return [day, month, year]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # type: ignore[override]
        day, month, year = ((text or "").strip() for text in super().value_from_datadict(data, files, name))
        return f"{year}-{month}-{day}" if day or month or year else ""


class DayOrMonthField(forms.CharField):
    """A date whose day may be left empty; cleans to the text of core.partial_dates."""

    widget = DayMonthYearInput
    default_validators = [partial_dates.validate]

    def __init__(self, **kwargs: Any) -> None:
        required = _("Enter a month and a year, and the day if it is known.")
        super().__init__(error_messages={"required": required}, **kwargs)

    def to_python(self, value: Any) -> str:
        if not value:
            return ""
        year, month, day = value.split("-", 2)
        return "-".join([year.zfill(4), month.zfill(2), *([day.zfill(2)] if day else [])])


class HourField(forms.TimeField):
    """An hour of a day, as "14:30" or "14.30"."""

    widget = forms.TimeInput(format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M"], **kwargs)


class GovukForm:
    """Mixin, first among the bases of a form: our date input and our messages for Django's stock ones."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and type(field.widget) is forms.DateInput:
                field.widget = DayMonthYearInput()
                field.widget.is_required = field.required
            _put_own_messages(field)

    def clean(self) -> dict[str, Any]:
        """Line breaks as our texts have them: browsers send two characters for each."""
        super().clean()  # type: ignore[misc]
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = value.replace("\r\n", "\n")
        return self.cleaned_data


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
