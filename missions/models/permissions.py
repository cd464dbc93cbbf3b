"""Guardian rows of missions, with real foreign keys so that none outlives its mission."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from .mission import Mission


class MissionUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Mission, on_delete=models.CASCADE)


class MissionGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Mission, on_delete=models.CASCADE)
