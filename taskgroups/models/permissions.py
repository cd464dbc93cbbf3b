"""Guardian rows of task groups, with real foreign keys so that none outlives its group."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from .group import TaskGroup


class TaskGroupUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(TaskGroup, on_delete=models.CASCADE)


class TaskGroupGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(TaskGroup, on_delete=models.CASCADE)
