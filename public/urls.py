"""The public site's own addresses; Wagtail serves the editorial pages behind them."""

from typing import Any, cast

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from public.views import calendars, lists, log_pages, records, timeline
from public.views.open_data import OpenData
from public.views.pages import Home
from publication.kinds import KINDS, KindSpec

app_name = "public"


def _addresses(spec: KindSpec) -> list[URLPattern | URLResolver]:
    """Where the records of a kind stand: their list, each of them, and what every published record has below it."""
    kind, side = spec.name, spec.public
    place, whole_calendar = cast("Any", side.place), cast("Any", side.calendar and side.calendar.address)
    views: tuple[tuple[Any, ...], ...] = (
        (_("<slug:slug>/versions/<int:number>/"), records.OneVersion, "version"),
        (_("<slug:slug>/versions/<int:number>/check/"), log_pages.CheckRecord, "check"),
        (_("<slug:slug>/versions/<int:number>/check/proof/"), log_pages.Proof, "proof"),
        (_("<slug:slug>/compare/<int:old>/<int:new>/"), records.Comparison, "compare"),
        (_("<slug:slug>/compare/"), records.ChooseComparison, "compare_chosen"),
    )
    found = [path("<slug:slug>/", records.NewestVersion.as_view(kind=kind), name=kind)]
    found += [path(below, view.as_view(kind=kind), name=f"{kind}_{name}") for below, view, name in views]
    if side.timeline:
        found.append(path(_("<slug:slug>/timeline/"), timeline.Timeline.as_view(kind=kind), name=f"{kind}_timeline"))
    if side.listing:
        found.append(path("", lists.RecordList.as_view(kind=kind), name=side.listing.name))
    if side.calendar and side.listing:
        found.append(path("<slug:slug>.ics", calendars.OneCalendar.as_view(kind=kind), name=f"{kind}_calendar"))
        whole = path(whole_calendar, calendars.WholeCalendar.as_view(kind=kind), name=f"{side.listing.name}_calendar")
        return [whole, path(place, include(found))]
    return [path(place, include(found))]


urlpatterns = [
    path("", Home.as_view(), name="home"),
    *(address for spec in KINDS.values() for address in _addresses(spec)),
    path(_("updates/"), lists.UpdateList.as_view(), name="updates"),
    path(_("open-data/"), OpenData.as_view(), name="open_data"),
    path(_("withheld/"), lists.Withheld.as_view(), name="withheld"),
    path(_("emergencies/"), lists.Emergencies.as_view(), name="emergencies"),
    path(_("open-log/"), log_pages.OpenLog.as_view(), name="open_log"),
    path(_("open-log/verify/"), log_pages.Verify.as_view(), name="verify"),
]
