"""The kinds of record that task groups bring with them, in the order in which they are listed."""

from publication.kinds import register
from taskgroups.closing_report.spec import CLOSING_REPORT
from taskgroups.group.spec import TASK_GROUP
from taskgroups.position.spec import POSITION

register(TASK_GROUP, POSITION, CLOSING_REPORT)
