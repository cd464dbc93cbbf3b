"""Every model of the project and its tier (docs/architecture.md). A new model fails the build until it stands here."""

WORKING = {
    "people.Organisation",
    "people.Post",
    "people.RoleAssignment",
    "missions.Mission",
    "missions.Accountability",
    "missions.EvaluationPlan",
    "taskgroups.TaskGroup",
    "taskgroups.Commitment",
    "taskgroups.Invitation",
    "taskgroups.ExtensionRequest",
    "taskgroups.Membership",
    "taskgroups.ClosingReport",
    "taskgroups.ChallengePosition",
    "taskgroups.PositionSection",
    "taskgroups.SignOff",
    "decisions_log.Decision",
    "decisions_log.Option",
    "decisions_log.TradeOff",
    "decisions_log.Constraint",
    "decisions_log.Dissent",
    "decisions_log.PublicationRequest",
}
PUBLISHED = {
    "decisions_log.LogHead",
    "decisions_log.LogEntry",
    "decisions_log.Disclosure",
    "decisions_log.WithheldDisclosure",
    "decisions_log.Checkpoint",
    "decisions_log.PublishedRecord",
    "decisions_log.PublishedVersion",
}
EDITORIAL = {
    "cms.HomePage",
    "cms.MissionIndexPage",
    "cms.MissionPage",
    "cms.UpdatePage",
    "cms.ContentPage",
    "cms.SecondPersonApprovalTask",
}
# Neither drafts nor published: accounts, permissions, counters, queues, the trail of stages, who is here.
MACHINERY = {
    "people.User",
    "people.OutboxMessage",
    "missions.MissionUserPermission",
    "missions.MissionGroupPermission",
    "taskgroups.TaskGroupUserPermission",
    "taskgroups.TaskGroupGroupPermission",
    "taskgroups.ReferenceCounter",
    "taskgroups.StageChange",
    "taskgroups.Extension",
    "taskgroups.Reminder",
    "taskgroups.Presence",
}
LAYERS = ["core", "people", "missions", "taskgroups", "decisions_log", "cms", "opsw_site"]
