"""A task group's rules of representation and of quorum in words, whether it is a working or a published record."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from core.vocabularies import label

_LEVELS = {"local": gettext_lazy("Local"), "regional": gettext_lazy("Regional"), "national": gettext_lazy("National")}


def rules_in_words(rules: Mapping[str, Any], *, members: int = 0, levels: Iterable[str] = ()) -> list[dict[str, Any]]:
    """What the group needs to start, and what its position needs, as components/summary_list.html takes them.

    `rules` has the values of REPRESENTATION_RULE and QUORUM_RULE (taskgroups.models.group) by their names. `members` is
    how many people it needs, 0 where that is not known; `levels` those it needs where it does not need each.
    """
    sectors = ", ".join(label("sector", sector) for sector in rules["required_sectors"])
    counted = {name: {"number": rules[name]} for name in ("minimum_sectors", "minimum_bodies", "minimum_sign_offs")}
    named_levels = ", ".join(str(_LEVELS[level]) for level in levels)
    present = [
        _("Members, at least: %(number)d") % {"number": members} if members else "",
        _("A convener") if members else "",
        _("A member from each level") if rules["each_level_present"] else "",
        _("A member from these levels: %(levels)s") % {"levels": named_levels}
        if named_levels and not rules["each_level_present"]
        else "",
        _("Sectors, at least: %(number)d") % counted["minimum_sectors"] if rules["minimum_sectors"] else "",
        _("All of these sectors: %(sectors)s") % {"sectors": sectors} if sectors else "",
        _("Bodies, at least: %(number)d") % counted["minimum_bodies"] if rules["minimum_bodies"] else "",
    ]
    signs = [
        _("A body of each level") if rules["each_level_signs"] else "",
        _("A body of each sector in the group") if rules["each_sector_signs"] else "",
        _("Every body in the group") if rules["every_body_signs"] else "",
        _("Bodies, at least: %(number)d") % counted["minimum_sign_offs"] if rules["minimum_sign_offs"] else "",
    ]
    return [
        {"label": _("To start its work the group needs"), "value": [rule for rule in present if rule]},
        {"label": _("To be agreed a position needs the sign-off of"), "value": [rule for rule in signs if rule]},
    ]


def exception_in_words(exception: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a group may do without, as components/summary_list.html takes it: a working or a published exception."""
    missing = ", ".join(str(_LEVELS[level]) for level in exception["without_levels"])
    return [
        {"label": _("Members, at least"), "value": exception["minimum_members"]},
        {"label": _("Sectors, at least"), "value": exception["minimum_sectors"]},
        {"label": _("Levels that may be missing"), "value": missing or _("None")},
    ]
