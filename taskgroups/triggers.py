"""The triggers that keep the history of a group's stages and of its time limit append-only (core/triggers.py)."""

from core.triggers import never_changed

TRIGGERS = never_changed("taskgroups_stagechange", "taskgroups_extension")
