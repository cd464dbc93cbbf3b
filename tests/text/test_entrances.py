"""Every entrance keeps text in its one form. An entrance that is not listed here fails the build."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse

from cms.models import ContentPage
from core.history import recording
from core.transitions import Refused
from core.written import WrittenModel
from people.models import Organisation, PlatformRole, User
from people.services.accounts import system_user
from people.services.registry import load_registry
from taskgroups.models import Comment, PositionSection, StageChange
from tests import factories
from tests.architecture.test_models import label, ours
from tests.architecture.tiers import PUBLISHED
from tests.cms.team import SUBMIT, TeamMember, body, fresh, home
from tests.pages import signed_in
from tests.text.characters import CLEANED, NOTHING, NOTHING_IN_MARKDOWN

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)

# Tables in which nobody's words are kept as they were sent: keys, states, hashes. And what was published: what goes
# into the log has been cleaned (core.projections), and its bytes stay as they were signed.
WORDLESS = {
    "cms.SecondPersonApprovalTask",
    "openlog.LogRestoration",
    "people.KeptForm",
    "people.LanguageCheck",
    "people.LimitCount",
    "people.Notification",
    "people.NotificationChoice",
    "people.OutboxMessage",
    "people.SentForm",
    "taskgroups.ReferenceCounter",
}
# Where bytes from outside the product become text, besides forms (core.middleware): who cleans them.
READERS = {
    "cms/level.py": "revisions of pages, cleaned when they were written",
    "core/aside.py": "answers of the product",
    "core/middleware.py": "tells rich text from other text",
    "core/reasons.py": "columns of the product",
    "core/vocabularies.py": "a file of the product",
    "core/wellbeing.py": "a file of the product",
    "openlog/canonical.py": "what was signed: refuses any other form",
    "openlog/journal.py": "the product's own journal",
    "publication/erasure.py": "columns of the product",
    "openlog/verifier/opsw_verify.py": "what was signed: refuses any other form",
    "tools/bench/drafting.py": "answers of the product",
    "tools/demo/script.py": "a file of the product",
    "tools/permission_matrix.py": "a file of the product",
    "tools/prove/tamper_files.py": "files of the product",
    "people/kept_forms.py": "what a person typed, which is sent again as a form",
    "people/services/registry.py": "cleans every cell",
}
_PARSERS = {"json.loads", "json.load", "yaml.safe_load", "csv.DictReader", "csv.reader", "request.body", "request.read"}


def test_every_table_with_words_of_people_cleans_them() -> None:
    for model in ours():
        texts = [f for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)]
        if texts and label(model) not in WORDLESS | PUBLISHED and "UserPermission" not in label(model):
            assert issubclass(model, WrittenModel), f"{label(model)} keeps texts as they are sent"
    assert {model for model in WORDLESS if not apps.get_model(model)} == set()


def test_every_reader_of_bytes_from_outside_is_known() -> None:
    found = set()
    for package in settings.INSTALLED_APPS:
        if (ROOT / package).is_dir():
            found |= {str(path.relative_to(ROOT)) for path in (ROOT / package).rglob("*.py") if _parses(path)}
    assert found == set(READERS)


def _parses(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.Attribute) and ast.unparse(node) in _PARSERS for node in ast.walk(tree))


def test_every_form_of_every_application_comes_through_the_one_door() -> None:
    assert "core.middleware.CleanInput" in settings.MIDDLEWARE
    assert settings.WAGTAILADMIN_RICH_TEXT_EDITORS["default"]["WIDGET"] == "cms.rich_text.CleanRichTextArea"


def _surrogates_left_out() -> Iterator[tuple[str, str]]:
    """A browser sends UTF-8, which has no lone surrogates."""
    return ((sent, kept) for sent, kept in CLEANED.items() if "\ud800" not in sent)


@pytest.fixture
def section() -> PositionSection:
    return factories.defining_group().position.sections.get(kind="problem")


def test_what_is_drafted_by_the_form_and_by_the_page_itself_is_cleaned(section: PositionSection) -> None:
    client = signed_in(factories.member(section.position.group))
    for name in ("workspace:section_edit", "workspace:section_save"):
        for sent, kept in _surrogates_left_out():
            section.refresh_from_db()
            form = {"text_en": f"x {sent} x", "text_cy": f"y {sent} y", "base_revision": section.revision}
            client.post(reverse(name, args=[section.uuid]), form)
            section.refresh_from_db()
            assert section.text_en == f"x {kept} x", (name, sent)
            assert section.history.first().text_cy == f"y {kept} y"


def test_a_section_of_which_nothing_is_seen_is_not_written(section: PositionSection) -> None:
    by = factories.member(section.position.group)
    client, address = signed_in(by), reverse("workspace:section_edit", args=[section.uuid])
    for nothing in NOTHING_IN_MARKDOWN:
        client.post(address, {"text_en": nothing, "text_cy": nothing, "base_revision": section.revision})
        section.refresh_from_db()
        assert (section.text_en, section.text_cy, section.text.missing) == ("", "", ["cy", "en"]), ascii(nothing)
        with recording(by=by, reason="past the form"):
            section.text_en = section.text_cy = nothing
            section.save()
        section.refresh_from_db()
        assert (section.text_en, section.text_cy) == ("", ""), ascii(nothing)


def test_a_required_text_that_shows_nothing_is_asked_for() -> None:
    mission = factories.active_mission()
    client, address = signed_in(mission.lead), reverse("workspace:group_new", args=[mission.uuid])
    for nothing in NOTHING_IN_MARKDOWN:
        values = {f"{name}_{code}": nothing for name in ("name", "purpose") for code in ("en", "cy")}
        answer = client.post(address, values)
        assert answer.status_code == 422
        assert {"purpose_en", "purpose_cy"} <= set(answer.context["form"].errors), ascii(nothing)
        if nothing in NOTHING:
            assert {"name_en", "name_cy"} <= set(answer.context["form"].errors), ascii(nothing)


def test_nobody_has_a_name_that_cannot_be_read() -> None:
    person = factories.person("someone@example.wales", first_name="Eleri", last_name="Huws")
    client = signed_in(person)
    for nothing in [*NOTHING, "...", "42"]:
        form = {"first_name": nothing, "last_name": "Huws", "preferred_language": "cy"}
        answer = client.post(reverse("account"), form)
        assert answer.status_code == 422, ascii(nothing)
        assert "first_name" in answer.context["form"].errors
    nobody = User(email="new@example.wales", first_name="\u200b", last_name="\u3164")
    nobody.save()
    assert str(nobody) == "new@example.wales"


def test_what_is_pointed_at_is_found_in_whatever_form_it_is_sent(section: PositionSection) -> None:
    client = signed_in(factories.member(section.position.group))
    form = {"text_en": "The café closes.", "text_cy": "Mae'r caffi'n cau.", "base_revision": section.revision}
    client.post(reverse("workspace:section_edit", args=[section.uuid]), form)
    said = {"about": "words", "language": "en", "words": "cafe\u0301 closes", "text": "Why\u202e?\u200b", "revision": 2}
    client.post(reverse("workspace:section_comment", args=[section.uuid]), said)
    comment = Comment.objects.get()
    assert comment.text == "Why?"
    assert comment.thread.quote == "café closes"


def test_passwords_stay_as_they_are_typed() -> None:
    password = "cyfrinair\u200b hir iawn e\u0301"
    person = factories.person("someone@example.wales")
    person.set_password(password)
    person.save()
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": password})
    assert client.session.get("_auth_user_id") == str(person.pk)


def test_services_and_the_shell_store_the_one_form() -> None:
    group = factories.group()
    for sent, kept in CLEANED.items():
        with recording(by=group.mission.lead, reason="test"):
            group.purpose_en, group.name_en = f"a {sent} b", f"a {sent} b"
            group.save()
        group.refresh_from_db()
        assert group.purpose_en == f"a {kept} b"
        assert group.name_en == f"a {kept} b".replace("\n", " ")
        change = StageChange.objects.create(
            group=group,
            from_stage="convening",
            to_stage="defining",
            changed_by=group.mission.lead,
            reason=f"a {sent} b",
        )
        assert StageChange.objects.get(pk=change.pk).reason == f"a {kept} b"


def test_a_register_is_cleaned_cell_by_cell() -> None:
    head = "slug,name_en,name_cy,kind,level,sector,region,gss_code"
    row = "a-body,\u202eCafe\u0301\u200b,Caffi\ufeff,principal_council,local,local_government,South West,"
    load_registry(content=f"{head}\n{row}".encode(), by=system_user(), reason="test")
    assert (Organisation.objects.get().name_en, Organisation.objects.get().name_cy) == ("Café", "Caffi")
    with pytest.raises(Refused):
        load_registry(
            content=f"{head}\n{row.replace('a-body', 'b').replace('Cafe', '')}".encode(),
            by=system_user(),
            reason="test",
        )


class TestWagtail:
    @pytest.fixture
    def editor(self) -> TeamMember:
        from cms.setup import set_up_site  # noqa: PLC0415

        set_up_site()
        return TeamMember(factories.person("comms@example.wales", PlatformRole.COMMUNICATIONS_EDITOR))

    def test_fields_and_rich_text_of_a_page_are_cleaned(self, editor: TeamMember) -> None:
        for number, (sent, kept) in enumerate(_surrogates_left_out()):
            editor.add(
                ContentPage, home("en"), title=f"T{sent}t", slug=f"p{number}", intro=f"I{sent}i", body=body(f"B{sent}b")
            )
            page = fresh(ContentPage.objects.get(slug=f"p{number}")).get_latest_revision_as_object()
            assert page.title == " ".join(f"T{kept}t".split("\n"))
            assert page.intro == f"I{kept}i"
            assert " ".join(f"B{kept}b".split()) in " ".join(page.body[0].value.source.split())

    def test_a_page_that_shows_nothing_is_not_handed_in(self, editor: TeamMember) -> None:
        for nothing in NOTHING:
            editor.add(ContentPage, home("en"), SUBMIT, title=nothing, slug="p", intro="I", body=body("x"))
            editor.add(ContentPage, home("en"), SUBMIT, title="T", slug="q", intro="I", body=body(nothing))
            editor.add(ContentPage, home("en"), SUBMIT, title="T", slug="r", intro=nothing, body=body("x"))
            assert not ContentPage.objects.filter(slug__in=["p", "q", "r"]).exists(), ascii(nothing)

    @pytest.mark.parametrize(
        "target",
        ["javascript:alert(1)", "JaVa&#115;cript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "vbscript:x"],
    )
    def test_a_stored_link_that_does_something_is_not_shown(self, editor: TeamMember, target: str) -> None:
        page = ContentPage(title="T", slug="p", intro="I", body=[("text", f'<p><a href="{target}">words</a></p>')])
        home("en").add_child(instance=page)
        shown = Client().get(fresh(page).url).content.decode()
        assert "words" in shown
        assert "script:" not in shown.lower().replace("\t", "")
        assert "data:text" not in shown
