"""Reading what a request pinned, whichever version of the product pinned it: nothing else reads a stored manifest."""

from core.projections import Manifest, Projection
from publication.kinds import KINDS, UnknownSchema, kind_named
from publication.models import PublicationRequest


def manifest_of(request: PublicationRequest) -> Manifest:
    """Return what the request pins, with an empty list for each one that its schema did not have yet.

    A manifest that names no schema is older than the first that did. Raises UnknownSchema.
    """
    spec = KINDS[request.kind]
    schema = request.manifest.get("schema", spec.schema)
    if kind_named(schema) is not spec:
        raise UnknownSchema(schema)
    return _completed(spec.projection, request.manifest) | {"schema": schema}


def _completed(projection: Projection, manifest: Manifest) -> Manifest:
    children = {
        name: [_completed(child.projection, row) for row in manifest["children"].get(name, [])]
        for name, child in projection.children.items()
    }
    return {**manifest, "references": manifest.get("references", {}), "children": children}
