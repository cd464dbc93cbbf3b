"""A person who has signed in, and what a browser reads from a page: its forms, and what each says before typing."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

from people.models import User


def signed_in(person: User) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(person)
    return client


def form_of(response: HttpResponse, **fields: str) -> Tag:
    """The form in the main part of a page; `fields` tell it from others by values that it holds."""
    forms = BeautifulSoup(response.content, "html.parser").select("main form[method=post]")
    found = [form for form in forms if all(values_of(form).get(name) == [value] for name, value in fields.items())]
    assert found, f"no such form among {len(forms)}"
    return found[0]


def errors_of(response: HttpResponse) -> str:
    """What the page says is wrong."""
    summary = BeautifulSoup(response.content, "html.parser").select_one(".govuk-error-summary")
    return " ".join(summary.text.split()) if summary else ""


def tokens_of(response: HttpResponse) -> dict[str, str]:
    """What every form of the page carries, whatever it is about."""
    page = BeautifulSoup(response.content, "html.parser")
    form = page.select_one("main form[method=post]") or page.select_one("form[method=post]")
    assert form, "the page has no form"
    names = ("csrfmiddlewaretoken", "typed_by")
    return {name: str(form.select_one(f"input[name={name}]")["value"]) for name in names}


def values_of(form: Tag) -> dict[str, list[str]]:
    """What would be sent if the form were sent as it is."""
    values: dict[str, list[str]] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        for value in _sent_by(control):
            values.setdefault(str(control["name"]), []).append(value)
    return values


def _sent_by(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [control.text.removeprefix("\n")]
    if control.name == "select":
        chosen = control.select("option[selected]") or control.select("option")[:1]
        return [str(option.get("value", option.text)) for option in chosen]
    if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
        return []
    return [] if control.get("type") == "file" else [str(control.get("value", ""))]


def fields_of(response: HttpResponse) -> dict[str, list[str]]:
    """What the fields of every form in the main part of a page hold; a field without a value holds nothing."""
    page = BeautifulSoup(response.content, "html.parser")
    fields: dict[str, list[str]] = {}
    for form in page.select("main form[method=post]"):
        named = {str(c["name"]): [] for c in form.select("input[name]:not([type=file]), textarea[name], select[name]")}
        fields |= {**named, **values_of(form)}
    return fields


def typed(form: Tag, **changes: Any) -> dict[str, Any]:
    """What the form sends once somebody has typed `changes` into it."""
    return {**values_of(form), **changes}
