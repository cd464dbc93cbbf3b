"""Play the demo story once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.setup import set_up_site
from openlog.rotation import rotate_key
from publication import tasks
from tools.demo import pages, story

# One shared password for every demo sign-in; the command refuses to run outside demo mode.
DEMO_PASSWORD = "cenhadaeth-2026"  # noqa: S105

# So that a visitor meets a log with an earlier key.
KEY_CHANGED_EN = "The key of the first days is replaced by the one kept by two people."
KEY_CHANGED_CY = "Disodlir allwedd y dyddiau cyntaf gan yr un a gedwir gan ddau berson."


class Command(BaseCommand):
    help = "Plays the demo story through the services, as its people. Does nothing the second time. Needs DEMO=1."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo has a shared password: it is refused unless DEMO=1.")
        if not story.told():
            self.stdout.write("Playing the demo story …")
            story.play(password=DEMO_PASSWORD)
            tasks.sign_log()
            rotate_key(reason_en=KEY_CHANGED_EN, reason_cy=KEY_CHANGED_CY)
        if not pages.told():
            set_up_site()
            pages.write()
        self.stdout.write("The demo story is in place.")
