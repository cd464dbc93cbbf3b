"""Choosers of published records for the Wagtail admin. They list what is public, never a working record."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from publication.published.models import PublishedRecord, PublishedVersion


def is_public(*kinds: str) -> Q:
    """The condition on PublishedRecord that it is of one of `kinds` and has a provable version."""
    return Q(kind__in=kinds, pk__in=PublishedVersion.objects.provable().values("record"))


def public_mission() -> Q:
    return is_public("mission")


def public_decision_or_position() -> Q:
    return is_public("decision", "position")


def latest_version(record: PublishedRecord) -> PublishedVersion | None:
    """The newest provable version of `record`; None while there is none."""
    return PublishedVersion.objects.newest().filter(record=record).first()


def title(record: PublishedRecord) -> str:
    version = latest_version(record)
    return str(version.title) if version else str(record)


class _Listing:
    per_page = 20

    @property
    def columns(self) -> list[Column]:
        self_column = super().columns[0]  # type: ignore[misc]
        self_column.accessor = title
        return [
            self_column,
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("slug", label=_("Reference"), accessor="slug_en"),
        ]


class _ChooseView(_Listing, ChooseView):
    pass


class _ChooseResultsView(_Listing, ChooseResultsView):
    pass


class _ChosenView(ChosenView):
    def get_display_title(self, instance: PublishedRecord) -> str:
        return title(instance)


class _RecordChooser(BaseChooser):
    show_edit_link = False

    def get_display_title(self, instance: PublishedRecord) -> str:
        return title(instance)


class _RecordChooserViewSet(ChooserViewSet):
    model = PublishedRecord
    icon = "doc-full-inverse"
    choose_view_class = _ChooseView
    choose_results_view_class = _ChooseResultsView
    chosen_view_class = _ChosenView
    base_widget_class = _RecordChooser
    register_widget = False


class _MissionChooserViewSet(_RecordChooserViewSet):
    choose_one_text = _("Choose a published mission")
    choose_another_text = _("Choose another mission")

    def get_object_list(self) -> QuerySet[PublishedRecord]:
        return PublishedRecord.objects.filter(public_mission()).order_by("slug_en")


class _EvidenceChooserViewSet(_RecordChooserViewSet):
    choose_one_text = _("Choose a published decision or challenge position")
    choose_another_text = _("Choose another record")

    def get_object_list(self) -> QuerySet[PublishedRecord]:
        return PublishedRecord.objects.filter(public_decision_or_position()).order_by("-pk")


mission_chooser = _MissionChooserViewSet("published_mission_chooser")
record_chooser = _EvidenceChooserViewSet("published_record_chooser")
CHOOSERS: list[Any] = [mission_chooser, record_chooser]
