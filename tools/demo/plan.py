"""The forward plan of the demo story, announced by the conveners of its groups."""

from typing import Any

from decisions_log.forward_plan import services as forward_plan
from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from taskgroups.models import MembershipRole, TaskGroup
from tools.demo.clock import Thread
from tools.demo.script import REASON, body, publish


def announce(text: dict[str, Any]) -> Thread:
    """Announce one item, name it in the draft decision on it if there is one, and publish it unless it is a draft."""
    yield text.pop("announced_on")
    group = TaskGroup.objects.get(slug_en=text.pop("group"))
    by = group.memberships.get(role=MembershipRole.CONVENER).user
    decision, draft = text.pop("decision", None), text.pop("draft", False)
    text["expected"] = text["expected"].strftime("%Y-%m" if text.pop("month", False) else "%Y-%m-%d")
    if slug := text.pop("organisation", None):
        text["organisation"] = body(slug)
    item = forward_plan.announce(group=group, by=by, reason=REASON, **text)
    if decision:
        found = Decision.objects.get(group=group, title_en=decision)
        decisions.revise(decision=found, by=by, reason=REASON, plan_item=item)
    if not draft:
        publish(item, by)
