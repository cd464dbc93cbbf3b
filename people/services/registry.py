"""The registry of Welsh public bodies, loaded from CSV row by row, all or nothing."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.characters import clean_line
from core.history import recording
from core.transitions import Refused
from people.models import Organisation, Region, User

REGISTRY_FILE = Path(__file__).parent.parent / "data" / "organisations.csv"
COLUMNS = {"slug", "name_en", "name_cy", "kind", "level", "sector", "region", "gss_code"}


def load_registry(*, content: bytes, by: User, reason: str) -> int:
    """Create or update bodies from CSV (UTF-8, the columns of `organisations.csv`); returns how many changed.

    Raises Refused with a reason per bad row, and changes nothing then.
    """
    rows = _read(content)
    problems: list[str] = []
    changed = 0
    with transaction.atomic(), recording(by=by, reason=reason):
        for number, row in enumerate(rows, start=2):
            try:
                changed += _save(row)
            except ValidationError as error:
                problems += _problems_of_row(number, error)
        if problems:
            raise Refused(*problems)
    return changed


def _read(content: bytes) -> Iterable[dict[str, str]]:
    try:
        text = content.decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text), strict=True)
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise Refused(_("This file is not a CSV file in UTF-8. Nothing was changed.")) from None
    missing = COLUMNS - set(reader.fieldnames or [])
    if missing:
        raise Refused(
            _("This file is not a register of bodies. Missing columns: %(columns)s. Nothing was changed.")
            % {"columns": ", ".join(sorted(missing))}
        )
    return rows


def _problems_of_row(number: int, error: ValidationError) -> list[str]:
    """Each problem with its row and, where it is about one, its column."""
    by_column = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return [
        _("Row %(row)d: %(problem)s") % {"row": number, "problem": problem}
        if column == NON_FIELD_ERRORS
        else _("Row %(row)d, %(column)s: %(problem)s") % {"row": number, "column": column, "problem": problem}
        for column, problems in by_column.items()
        for problem in problems
    ]


def _save(row: dict[str, str]) -> bool:
    cells = {column: clean_line(row[column] or "") for column in COLUMNS}
    values: dict[str, Any] = {name: cells[name] for name in COLUMNS - {"slug", "region"}}
    values["regions"] = [region for region in cells["region"].split("|") if region]
    if unknown := set(values["regions"]) - set(Region.values):
        raise ValidationError({"regions": [_("There is no region “%s”.") % region for region in sorted(unknown)]})
    organisation = Organisation.objects.filter(slug=cells["slug"]).first() or Organisation(slug=cells["slug"])
    if organisation.pk and all(getattr(organisation, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.full_clean()
    organisation.save()
    return True
