"""The style page for developers: every component once, with example words. Shown at /style/ in development only."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.views.generic import TemplateView

from core.bilingual import BilingualText, LocalisedText
from core.forms import GovukForm

BODIES = [
    ("cardiff", "Cardiff Council / Cyngor Caerdydd"),
    ("bcuhb", "Betsi Cadwaladr University Health Board"),
    ("wg", "Welsh Government / Llywodraeth Cymru"),
]


class SampleForm(GovukForm, forms.Form):
    """One field of every kind."""

    name_cy = forms.CharField(label="Enw'r grŵp (Cymraeg)", max_length=120)
    name_en = forms.CharField(label="Name of the group (English)", max_length=120)
    email = forms.EmailField(label="Email address", help_text="We use it for this group only.")
    purpose = forms.CharField(label="Purpose", widget=forms.Textarea(attrs={"rows": 4}))
    ends_on = forms.DateField(label="End date", help_text="At most nine months from the start. For example 27 3 2027.")
    body = forms.ChoiceField(label="Body", choices=[("", "Choose a body"), *BODIES])
    level = forms.ChoiceField(
        label="Level",
        choices=[("local", "Local"), ("regional", "Regional"), ("national", "National")],
        widget=forms.RadioSelect,
    )
    bodies = forms.MultipleChoiceField(
        label="Bodies that answer for it", choices=BODIES, widget=forms.CheckboxSelectMultiple
    )
    papers = forms.FileField(label="Terms of reference", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="I have read the terms of reference")


SampleForm.base_fields["level"].choice_hints = {"regional": "A region can have one body or several."}  # type: ignore[attr-defined]


class StylePage(TemplateView):
    """All components; `?errors` shows the form after it was sent empty, `?wall` the dress of the workspace."""

    template_name = "style_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = "errors" in self.request.GET
        page = Paginator(range(200), 10).page(5)
        typed = {"purpose": "Bring people home.", "ends_on_day": "31", "ends_on_month": "2", "ends_on_year": "2027"}
        return super().get_context_data(**kwargs) | {
            "layout": "workspace_base.html" if "wall" in self.request.GET else "public_base.html",
            "section": "decisions",
            "audience": "group",
            "form": SampleForm(typed) if sent else SampleForm(),
            "page": page,
            **EXAMPLES,
        }


EXAMPLES: dict[str, Any] = {
    "day": date(2026, 7, 1),
    "fallback": LocalisedText("Neb yn aros yn yr ysbyty heb fod angen", "cy", True),
    "breadcrumb_items": [{"text": "Home", "href": "#"}, {"text": "Decisions", "href": "#"}],
    "facts": [
        {"label": "Decided on", "value": date(2026, 11, 12)},
        {"label": "Review date", "value": date(2027, 11, 12), "href": "#", "action": "Change", "hidden": "review date"},
        {
            "label": "Bodies",
            "value": ["Cardiff Council", "Cardiff and Vale University Health Board", "Welsh Government"],
        },
        {"label": "Answers", "value": "Challenge position of the Home First group", "href": "#"},
    ],
    "stages": [
        {"label": "Convening", "state": "done"},
        {"label": "Defining", "state": "done"},
        {"label": "Position agreed", "state": "done"},
        {"label": "Deliberating", "state": "current", "note": "48 days left"},
        {"label": "Delivering", "state": "todo"},
        {"label": "Evaluating", "state": "todo"},
        {"label": "Closed", "state": "todo"},
    ],
    "meter_groups": [
        {
            "label": "Levels",
            "items": [
                {"label": "Local", "present": True, "names": ["Cardiff Council", "Vale of Glamorgan Council"]},
                {"label": "Regional", "present": True, "names": ["Cardiff and Vale University Health Board"]},
                {"label": "National", "present": False},
            ],
        },
        {
            "label": "Sectors",
            "items": [
                {"label": "Local government", "present": True},
                {"label": "Health", "present": True},
                {"label": "Third sector", "present": False},
            ],
        },
    ],
    "versions": [
        {
            "number": 2,
            "date": date(2026, 11, 20),
            "href": "#v2",
            "compare_href": "#c2",
            "current": True,
            "note": "The cost was corrected after the finance review.",
        },
        {"number": 1, "date": date(2026, 11, 12), "href": "#v1"},
    ],
    "old": "We will fund rapid response teams in three regions by April 2027, from the regional fund.",
    "new": "We will fund and staff Home First teams in all four regions by October 2027, from the integration fund.",
    "statement": "Every hospital in the region will have a Home First team at its door, every day, by October.",
    "columns": ["Option", "Who bears it", {"text": "Cost a year", "numeric": True}, "Outcome"],
    "rows": [
        ["Do nothing", "People who wait", {"text": "£0", "numeric": True}, {"text": "Rejected", "status": "rejected"}],
        [
            {"text": "Home First teams", "href": "#"},
            "Health board and councils",
            {"text": "£2.4m", "numeric": True},
            {"text": "Decided", "status": "decided"},
        ],
        [
            "More hospital beds",
            "Health board",
            {"text": "£6.1m", "numeric": True},
            {"text": "Rejected", "status": "rejected"},
        ],
    ],
    "statuses": [
        ("published", "Published"),
        ("decided", "Decided"),
        ("proposed", "Proposed"),
        ("draft", "Draft"),
        ("withdrawn", "Withdrawn"),
        ("rejected", "Rejected"),
        ("improved", "Improved"),
        ("stale", "Text has changed"),
    ],
    "tasks": [
        {
            "title": "Sign off the challenge position",
            "href": "#",
            "hint": "Home First, version 7",
            "status": "due",
            "label": "By 27 November 2026",
        },
        {"title": "Read the proposed decision", "href": "#", "status": "open", "label": "Open"},
        {"title": "Answer a suggestion", "href": "#", "status": "overdue", "label": "Overdue"},
    ],
    "pair": BilingualText(
        en="People who are well enough to leave wait **nine days** on average.\n\n- at home there is no care",
        cy="Mae pobl sy'n ddigon da i adael yn aros **naw diwrnod** ar gyfartaledd.\n\n- nid oes gofal gartref",
    ),
}
