"""The releases of the demo story: publications asked for by a mission lead, which wait for the publisher together."""

import datetime
from typing import Any

from core.dates import moment
from core.history import RecordedModel
from missions.models import Mission
from missions.services import mission as missions
from publication import releases, requests
from taskgroups.models import TaskGroup
from taskgroups.services import group as groups
from tools.demo.clock import Thread
from tools.demo.script import REASON


def put_together(text: dict[str, Any]) -> Thread:
    """Put a mission and a group, each with a sentence more, in one release of their mission lead."""
    yield text.pop("asked_on")
    mission = Mission.objects.get(slug_en=text["mission"])
    group = TaskGroup.objects.get(slug_en=text["group"])
    by = mission.lead
    records: list[RecordedModel] = [
        missions.revise(mission=mission, by=by, reason=REASON, **_longer(mission, "summary", text, "mission")),
        groups.revise(group=group, by=by, reason=REASON, **_longer(group, "purpose", text, "group")),
    ]
    note = {name: text[name] for name in ("change_note_en", "change_note_cy")}
    releases.put_together(
        title_en=text["title_en"],
        title_cy=text["title_cy"],
        goes_out_at=moment(text["goes_out_on"], datetime.time.fromisoformat(text["hour"])),
        requests=[requests.request_publication(record=record, by=by, **note) for record in records],
        by=by,
    )


def _longer(record: Any, name: str, text: dict[str, Any], of: str) -> dict[str, str]:
    """A text of the record with another paragraph, in both languages."""
    return {
        f"{name}_{language}": f"{getattr(record, f'{name}_{language}').rstrip()}\n\n{text[f'{of}_{name}_{language}']}"
        for language in ("en", "cy")
    }
