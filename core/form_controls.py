"""How a form field is drawn: its kind of control and the texts that go with it, for components/field.html."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.forms import DEMANDED_LATER, ONE_LANGUAGE, DayMonthYearInput
from core.long_text import Limit, limit_of
from core.pickers import PickerSelect

# The first that fits: CheckboxSelectMultiple is a RadioSelect, and most are an Input.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (DayMonthYearInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.widgets.Input, "input"),
)
_CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "input": "govuk-input",
    "checkbox": "govuk-checkboxes__input",
}
_GROUPS = ("date", "checkboxes", "radios")


@dataclass(frozen=True)
class Choice:
    """One radio button, checkbox or part of a date."""

    id: str
    name: str
    value: str
    label: str
    selected: bool = False
    hint: str = ""


@dataclass(frozen=True)
class FieldView:
    """What components/field.html draws."""

    kind: str
    id: str
    label: str
    label_size: str
    hint: str
    hint_id: str
    errors: list[str]
    error_id: str
    described_by: str
    optional: bool
    inline: bool
    markdown: bool
    lang: str
    limit: Limit | None
    picker: bool = False
    control: SafeString | str = ""
    choices: list[Choice] = field(default_factory=list)


def field_view(
    bound: BoundField,
    *,
    label: str = "",
    hint: str | None = None,
    rows: int | None = None,
    width: int | None = None,
    label_size: str = "s",
    lang: str = "",
    inline: bool = False,
    note_id: str = "",
    count: bool = False,
) -> FieldView:
    """The view of a bound field.

    `label` and `hint` replace those of the form; `rows` of a text area; `width` of an input in characters (2, 3, 4, 5,
    10 or 20); `label_size` s, m or l; `lang` is the language of the text to be written; `inline` puts radios in a row;
    `note_id` is the id of a note that describes it elsewhere; `count` says from the start how many characters are left,
    not only near the limit. A form field may carry `choice_hints`, hints by choice value. A text area for a text in
    Welsh or in English is for Markdown.
    """
    kind = next((kind for widget, kind in _KINDS if isinstance(bound.field.widget, widget)), "input")
    hint_text = " ".join(filter(None, [str(bound.help_text if hint is None else hint), _chosen_before(bound)]))
    errors = [str(error) for error in bound.errors]
    hint_id, error_id = f"{bound.auto_id}_hint", f"{bound.auto_id}_error"
    limit = limit_of(bound.field, always=count)
    notes = ((note_id, note_id), (hint_id, hint_text), (error_id, errors), (f"{bound.id_for_label}-info", limit))
    described_by = " ".join(id_ for id_, text in notes if text)
    markdown = kind == "textarea" and bound.name.rpartition("_")[2] in LANGUAGES
    attrs: dict[str, Any] = {
        "class": f"{_classes(bound, kind, width)}{' govuk-js-character-count' if limit else ''}",
        "aria-describedby": described_by,
        "lang": lang,
        "rows": str(rows or ""),
        "data-markdown": markdown,
    }
    written = {name: value for name, value in attrs.items() if value}
    return FieldView(
        kind=kind,
        id=_target_id(bound, kind),
        label=str(label or bound.label),
        label_size=label_size,
        hint=hint_text,
        hint_id=hint_id,
        errors=errors,
        error_id=error_id,
        described_by=described_by,
        optional=not (
            bound.field.required or hasattr(bound.field, ONE_LANGUAGE) or hasattr(bound.field, DEMANDED_LATER)
        ),
        inline=inline,
        markdown=markdown,
        lang=lang,
        limit=limit,
        picker=isinstance(bound.field.widget, PickerSelect),
        control="" if kind in _GROUPS else bound.as_widget(attrs={**written, "placeholder": False}),
        choices=_choices(bound, kind),
    )


def _chosen_before(bound: BoundField) -> str:
    """The name of the file that was sent with a form that is shown again: no browser sends it a second time."""
    sent = bound.form.files.get(bound.html_name)
    return (
        _("You chose %(name)s. Choose it again: a browser does not keep files.") % {"name": sent.name} if sent else ""
    )


def error_links(forms_with_errors: BaseForm | BaseFormSet | Iterable[BaseForm]) -> list[dict[str, str]]:
    """Every error as {label, text, href}; an error of the whole form has neither label nor href."""
    if isinstance(forms_with_errors, BaseForm):
        return _errors_of_form(forms_with_errors)
    links = [link for form in forms_with_errors for link in error_links(form)]
    if isinstance(forms_with_errors, BaseFormSet):
        links = [{"label": "", "text": str(text), "href": ""} for text in forms_with_errors.non_form_errors()] + links
    return links


def _errors_of_form(form: BaseForm) -> list[dict[str, str]]:
    links = [{"label": "", "text": str(text), "href": ""} for text in form.non_field_errors()]
    for bound in form:
        view = field_view(bound)
        links += [{"label": view.label, "text": text, "href": f"#{view.id}"} for text in view.errors]
    return links


def _classes(bound: BoundField, kind: str, width: int | None) -> str:
    names = [_CLASSES.get(kind, ""), bound.field.widget.attrs.get("class", "")]
    if width and kind == "input":
        names.append(f"govuk-input--width-{width}")
    if bound.errors and kind in ("input", "password", "textarea", "select", "file"):
        names.append(f"govuk-{'input' if kind == 'password' else 'file-upload' if kind == 'file' else kind}--error")
    return " ".join(name for name in names if name)


def _target_id(bound: BoundField, kind: str) -> str:
    """The id of the first thing one can focus in the field."""
    return f"{bound.auto_id}_0" if kind in _GROUPS else bound.id_for_label


def _choices(bound: BoundField, kind: str) -> list[Choice]:
    if kind == "date":
        return _date_parts(bound)
    if kind not in _GROUPS:
        return []
    hints = getattr(bound.field, "choice_hints", {})
    drawn = [choice.data for choice in bound.subwidgets]
    return [
        Choice(
            id=choice["attrs"]["id"],
            name=choice["name"],
            value=str(choice["value"]),
            label=choice["label"],
            selected=choice["selected"],
            hint=hints.get(str(choice["value"]), ""),
        )
        for choice in drawn
        if str(choice["value"]) or not bound.field.required
    ]


def _date_parts(bound: BoundField) -> list[Choice]:
    widget = bound.field.widget
    values = widget.decompress(bound.value())
    return [
        Choice(id=f"{bound.auto_id}_{position}", name=f"{bound.html_name}_{part}", value=value, label=str(label))
        for position, ((part, label), value) in enumerate(zip(widget.parts, values, strict=True))
    ]
