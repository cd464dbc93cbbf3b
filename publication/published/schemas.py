"""The schemas that entries of the log and pinned manifests name: the one place that says how each is read.

A schema only grows: a field or a list is added to it, none is taken away or gets another meaning. What was written
before lacks what was added since; a list that is lacking is empty (docs/decisions/0030).
"""

from django.utils.translation import gettext as _

from core.transitions import Refused
from publication.published.models import Kind

SCHEMAS: dict[str, Kind] = {f"{kind.replace('_', '-')}/1": kind for kind in Kind}


class UnknownSchema(Refused):
    """What names this schema was written by a newer version of the product, or is damaged."""

    def __init__(self, schema: str) -> None:
        self.schema = schema
        super().__init__(
            _("This version of the software cannot read the schema %(schema)s. Install a newer version.")
            % {"schema": schema}
        )


def kind_named(schema: str) -> Kind:
    """Return the kind of record that the schema describes. Raises UnknownSchema."""
    if schema not in SCHEMAS:
        raise UnknownSchema(schema)
    return SCHEMAS[schema]


def schema_of(kind: Kind) -> str:
    """Return the schema that records of the kind are written in now."""
    return next(schema for schema, known in SCHEMAS.items() if known == kind)
