"""The kinds of record that decisions bring with them, in the order in which they are listed."""

from decisions_log.adoption.spec import ADOPTION_SET
from decisions_log.decision.spec import DECISION
from decisions_log.forward_plan.spec import FORWARD_PLAN_ITEM
from decisions_log.review.spec import REVIEW
from publication.kinds import register

register(DECISION, ADOPTION_SET, REVIEW, FORWARD_PLAN_ITEM)
