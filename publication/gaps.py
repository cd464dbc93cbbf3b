"""What must be mended in a record before it can be published."""

from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES, other_language
from core.history import RecordedModel
from core.projections import may_lack_a_language, nested
from core.transitions import Blocker
from publication.level import blockers
from publication.pinned import Pinned


def gaps(record: RecordedModel, pinned: Pinned) -> list[Blocker]:
    """Every reason why the record cannot be published as it is pinned; empty when it can."""
    spec, public = pinned.spec, pinned.public
    content, url = nested(public), spec.mended_at(record)
    found = list(spec.gaps(record, pinned))
    told = {str(gap.reason) for gap in found}
    found += [gap for gap in blockers(record, pinned.standings) if str(gap.reason) not in told]
    for path, text in public.items():
        stem, _dot, language = path.rpartition(".")
        if language not in LANGUAGES or f"{stem}.original" in public or may_lack_a_language(spec.projection, stem):
            continue
        if not text and public[f"{stem}.{other_language(language)}"]:
            missing = {"cy": _("Not written in Welsh: %(field)s"), "en": _("Not written in English: %(field)s")}
            found.append(Blocker(missing[language] % {"field": spec.path_label(path, content)}, url=url))
    return found
