"""The demo is the story, told once, refused outside demo mode."""

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.models import HomePage
from decisions_log.models import Decision
from decisions_log.review.public import reviews_owed
from missions.models import Mission
from people.models import User
from publication import tasks
from publication.models import PublishedVersion
from publication.published.selectors import latest_of
from taskgroups.models import Comment, Suggestion, TaskGroup
from tools.management.commands.seed_demo import DEMO_PASSWORD


@pytest.mark.django_db
def test_the_story_and_its_second_telling(settings) -> None:  # noqa: ANN001
    settings.DEMO = True
    call_command("seed_demo", verbosity=0)
    tasks.sign_log()
    before = (Mission.objects.count(), TaskGroup.objects.count(), PublishedVersion.objects.count())
    call_command("seed_demo", verbosity=0)
    assert (Mission.objects.count(), TaskGroup.objects.count(), PublishedVersion.objects.count()) == before
    assert Mission.objects.count() == 3
    assert len(set(TaskGroup.objects.values_list("stage", flat=True))) >= 2
    assert all(group.ends_on >= timezone.localdate() for group in TaskGroup.objects.all())
    assert PublishedVersion.objects.filter(record__kind="decision", number=2).exists()
    assert Decision.objects.filter(state="draft").exists()
    assert [review.content["achievement"] for review in latest_of("review")] == ["not_achieved"]
    assert [owed.review for owed in reviews_owed()] == ["overdue"]
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"pending", "declined"}
    assert set(Comment.objects.values_list("language", flat=True)) == {"cy", "en"}
    assert all(mission.example_note.en and mission.example_note.cy for mission in Mission.objects.all())


@pytest.mark.django_db
def test_the_demo_is_refused_outside_demo_mode(settings) -> None:  # noqa: ANN001
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("seed_demo", verbosity=0)
    assert not Mission.objects.exists()


@pytest.mark.django_db
def test_one_command_prepares_everything(settings, capsys) -> None:  # noqa: ANN001
    settings.DEMO = True
    call_command("prepare")
    assert "publisher@example.wales" in capsys.readouterr().out
    assert HomePage.objects.live().count() == 2
    hashes = set(User.objects.filter(is_demo=True).values_list("password", flat=True))
    assert len(hashes) == 1
    assert check_password(DEMO_PASSWORD, hashes.pop())


@pytest.mark.django_db
def test_outside_demo_mode_it_leaves_the_demo_out(settings, capsys) -> None:  # noqa: ANN001
    settings.DEMO = False
    call_command("prepare")
    assert capsys.readouterr().out == ""
    assert HomePage.objects.live().count() == 2
    assert not User.objects.filter(is_demo=True).exists()
