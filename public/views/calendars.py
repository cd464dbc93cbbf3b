"""Published records for calendars."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from public.views.pages import PublicPage
from public.views.records import RecordPage
from publication.kinds import KINDS
from publication.published.pages import Calendar


def _calendar_of(kind: str) -> Calendar:
    found = KINDS[kind].public.calendar
    if found is None:
        raise Http404
    return found


class WholeCalendar(PublicPage):
    """All records of a kind, for a calendar that subscribes to it."""

    kind = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        calendar = _calendar_of(self.kind)
        return _answer(calendar.plan(), str(calendar.file_name))


class OneCalendar(RecordPage):
    """One record for a calendar. What is withdrawn is not there."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.withdrawal:
            raise Http404
        return _answer(_calendar_of(self.kind).one(self.shown), self.record.slug_en)


def _answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
