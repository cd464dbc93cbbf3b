"""Every model of the project and its tier (docs/architecture.md). A new model fails the build until it stands here."""

WORKING = {
    "people.Organisation",
    "people.Post",
    "people.RoleAssignment",
    "missions.Mission",
    "missions.Accountability",
    "missions.EvaluationPlan",
    "taskgroups.TaskGroup",
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
# Neither drafts nor published: accounts, permissions, counters, queues, and the trail of stages.
MACHINERY = {
    "people.User",
    "missions.MissionUserPermission",
    "missions.MissionGroupPermission",
    "taskgroups.TaskGroupUserPermission",
    "taskgroups.TaskGroupGroupPermission",
    "taskgroups.ReferenceCounter",
    "taskgroups.StageChange",
    "decisions_log.OutboxMessage",
}
LAYERS = ["core", "people", "missions", "taskgroups", "decisions_log", "cms", "opsw_site"]
