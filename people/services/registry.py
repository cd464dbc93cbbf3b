"""The registry of Welsh public bodies, loaded from CSV row by row, all or nothing."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Refused
from people.models import Organisation, User

REGISTRY_FILE = Path(__file__).parent.parent / "data" / "organisations.csv"
_COLUMNS = {"slug", "name_en", "name_cy", "kind", "level", "sector", "region", "gss_code"}


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
                problems += [_("Row %(row)d: %(problem)s") % {"row": number, "problem": m} for m in error.messages]
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
    missing = _COLUMNS - set(reader.fieldnames or [])
    if missing:
        raise Refused(
            _("This file is not a register of bodies. Missing columns: %(columns)s. Nothing was changed.")
            % {"columns": ", ".join(sorted(missing))}
        )
    return rows


def _save(row: dict[str, str]) -> bool:
    values = {
        "name_en": row["name_en"].strip(),
        "name_cy": row["name_cy"].strip(),
        "kind": row["kind"],
        "level": row["level"],
        "sector": row["sector"],
        "regions": [region for region in row["region"].split("|") if region],
        "gss_code": row["gss_code"] or "",
    }
    organisation = Organisation.objects.filter(slug=row["slug"]).first() or Organisation(slug=row["slug"])
    if organisation.pk and all(getattr(organisation, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.full_clean()
    organisation.save()
    return True
