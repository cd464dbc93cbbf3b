"""The forward plan of the demo story, announced by the conveners of its groups."""

from typing import Any

from decisions_log.models import Decision, ForwardPlanItem
from decisions_log.services import decision as decisions, forward_plan
from people.models import Organisation, User
from taskgroups.models import MembershipRole, TaskGroup

REASON = "Demo story"


def announce(text: dict[str, Any]) -> tuple[ForwardPlanItem, User, bool]:
    """One item, the draft decision on it if there is one, its convener, and whether it is to be published."""
    group = TaskGroup.objects.get(slug_en=text.pop("group"))
    by = group.memberships.get(role=MembershipRole.CONVENER).user
    decision, draft = text.pop("decision", None), text.pop("draft", False)
    text["expected"] = text["expected"].strftime("%Y-%m" if text.pop("month", False) else "%Y-%m-%d")
    if body := text.pop("organisation", None):
        text["organisation"] = Organisation.objects.get(slug=body)
    item = forward_plan.announce(group=group, by=by, reason=REASON, **text)
    if decision:
        found = Decision.objects.get(group=group, title_en=decision)
        decisions.revise(decision=found, by=by, reason=REASON, plan_item=item)
    return item, by, not draft
