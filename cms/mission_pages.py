"""Live editorial pages for the public views."""

import uuid

from django.db.models import QuerySet

from cms.models import HomePage, MissionPage, UpdatePage


def live_home_page(language: str) -> HomePage | None:
    """The home page of `language`."""
    return HomePage.objects.live().filter(locale__language_code=language).first()


def live_mission_page(record_uuid: uuid.UUID, language: str) -> MissionPage | None:
    """The live page about the published mission `record_uuid` in `language`, if the team has written one."""
    return MissionPage.objects.live().filter(record__uuid=record_uuid, locale__language_code=language).first()


def updates(*, language: str, mission_uuid: uuid.UUID | None = None) -> "QuerySet[UpdatePage]":
    """Live progress updates in `language`, newest first; of one mission when `mission_uuid` names it."""
    found = UpdatePage.objects.newest(language)
    if mission_uuid is None:
        return found
    page = live_mission_page(mission_uuid, language)
    return found.child_of(page) if page else found.none()
