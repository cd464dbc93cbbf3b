"""The public site's own addresses; Wagtail serves the editorial pages behind them."""

from django.urls import URLPattern, include, path
from django.utils.translation import gettext_lazy as _

from public.views import forward_plan, groups, lists, log_pages, records, reviews, timeline
from public.views.open_data import OpenData
from public.views.pages import Home

app_name = "public"


def _pages_of(kind: str) -> list[URLPattern]:
    """What every published record has below its own address."""
    return [
        path(
            _("<slug:slug>/versions/<int:number>/"),
            records.OneVersion.as_view(kind=kind),
            name=f"{kind}_version",
        ),
        path(
            _("<slug:slug>/versions/<int:number>/check/"),
            log_pages.CheckRecord.as_view(kind=kind),
            name=f"{kind}_check",
        ),
        path(
            _("<slug:slug>/versions/<int:number>/check/proof/"),
            log_pages.Proof.as_view(kind=kind),
            name=f"{kind}_proof",
        ),
        path(
            _("<slug:slug>/compare/<int:old>/<int:new>/"),
            records.Comparison.as_view(kind=kind),
            name=f"{kind}_compare",
        ),
        path(
            _("<slug:slug>/compare/"),
            records.ChooseComparison.as_view(kind=kind),
            name=f"{kind}_compare_chosen",
        ),
    ]


urlpatterns = [
    path("", Home.as_view(), name="home"),
    path(
        _("missions/"),
        include(
            [
                path("", lists.MissionList.as_view(), name="missions"),
                path("<slug:slug>/", records.NewestMission.as_view(), name="mission"),
                path(_("<slug:slug>/timeline/"), timeline.MissionTimeline.as_view(), name="mission_timeline"),
                *_pages_of("mission"),
            ]
        ),
    ),
    path(
        _("task-groups/"),
        include(
            [
                path("", groups.TaskGroupList.as_view(), name="task_groups"),
                path("<slug:slug>/", groups.NewestTaskGroup.as_view(), name="task_group"),
                *_pages_of("task_group"),
            ]
        ),
    ),
    path(
        _("closing-reports/"),
        include(
            [
                path("", groups.ClosingReportList.as_view(), name="closing_reports"),
                path(
                    "<slug:slug>/",
                    records.NewestVersion.as_view(kind="closing_report"),
                    name="closing_report",
                ),
                *_pages_of("closing_report"),
            ]
        ),
    ),
    path(
        _("challenge-positions/"),
        include(
            [
                path("", lists.PositionList.as_view(), name="positions"),
                path("<slug:slug>/", records.NewestPosition.as_view(), name="position"),
                *_pages_of("position"),
            ]
        ),
    ),
    path(
        _("decisions/"),
        include(
            [
                path("", lists.DecisionList.as_view(), name="decisions"),
                path("<slug:slug>/", records.NewestDecision.as_view(), name="decision"),
                *_pages_of("decision"),
            ]
        ),
    ),
    path(
        _("adoptions/"),
        include(
            [
                path("<slug:slug>/", records.NewestAdoptions.as_view(), name="adoption_set"),
                *_pages_of("adoption_set"),
            ]
        ),
    ),
    path(
        _("reviews/"),
        include(
            [
                path("", reviews.ReviewList.as_view(), name="reviews"),
                path("<slug:slug>/", records.NewestVersion.as_view(kind="review"), name="review"),
                *_pages_of("review"),
            ]
        ),
    ),
    path(_("forward-plan.ics"), forward_plan.PlanCalendar.as_view(), name="forward_plan_calendar"),
    path(
        _("forward-plan/"),
        include(
            [
                path("", forward_plan.ForwardPlan.as_view(), name="forward_plan"),
                path("<slug:slug>/", forward_plan.NewestPlanItem.as_view(), name="forward_plan_item"),
                path("<slug:slug>.ics", forward_plan.PlanItemCalendar.as_view(), name="forward_plan_item_calendar"),
                *_pages_of("forward_plan_item"),
            ]
        ),
    ),
    path(_("updates/"), lists.UpdateList.as_view(), name="updates"),
    path(_("open-data/"), OpenData.as_view(), name="open_data"),
    path(_("withheld/"), lists.Withheld.as_view(), name="withheld"),
    path(_("emergencies/"), lists.Emergencies.as_view(), name="emergencies"),
    path(_("open-log/"), log_pages.OpenLog.as_view(), name="open_log"),
    path(_("open-log/verify/"), log_pages.Verify.as_view(), name="verify"),
]
