"""The triggers that keep stages, time limits and checks of languages append-only (core/triggers.py)."""

from core.triggers import never_changed

TRIGGERS = never_changed("taskgroups_stagechange", "taskgroups_extension", "people_languagecheck")
