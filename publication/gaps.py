"""What must be mended in a record before it can be published."""

from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES, other_language
from core.history import RecordedModel
from core.projections import Manifest, may_lack_a_language, nested, project
from core.transitions import Blocker
from publication.kinds import Publishable
from publication.level import blockers
from publication.published.outline import path_label


def language_gaps(publishable: Publishable, record: RecordedModel) -> list[Blocker]:
    """The texts of the record in which one language has not followed the other."""
    kind = publishable.kind
    return blockers(publishable.projection, record, kind, lambda path: path_label(kind, path))


def gaps(publishable: Publishable, record: RecordedModel, manifest: Manifest) -> list[Blocker]:
    """Every reason why the record cannot be published as `manifest` pins it; empty when it can."""
    public = project(publishable.projection, manifest)
    content, url = nested(public), publishable.mended_at(record)
    found = list(publishable.gaps(record))
    told = {str(gap.reason) for gap in found}
    found += [gap for gap in language_gaps(publishable, record) if str(gap.reason) not in told]
    for path, text in public.items():
        stem, _dot, language = path.rpartition(".")
        if (
            language not in LANGUAGES
            or f"{stem}.original" in public
            or may_lack_a_language(publishable.projection, stem)
        ):
            continue
        if not text and public[f"{stem}.{other_language(language)}"]:
            missing = {"cy": _("Not written in Welsh: %(field)s"), "en": _("Not written in English: %(field)s")}
            found.append(Blocker(missing[language] % {"field": path_label(publishable.kind, path, content)}, url=url))
    return found
