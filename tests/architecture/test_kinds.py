"""A kind of record is one folder: the machinery that all kinds share names none of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from publication.kinds import KINDS

ROOT = Path(settings.BASE_DIR)
SHARED = ("publication", "public", "cms", "opsw_site", "core", "frontdesk")
SHARED_TEMPLATES = ("public", "components", "cms", "workspace/publication", "account", "signing")
MOST = 3  # files that name any kind at all


def folders() -> set[str]:
    """The package of each kind: `decisions_log.review`."""
    found = set()
    for app in ("missions", "taskgroups", "decisions_log"):
        found |= {f"{app}.{spec.parent.name}" for spec in (ROOT / app).glob("*/spec.py")}
    return found


def modules() -> Iterator[Path]:
    for package in SHARED:
        yield from (path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def templates() -> Iterator[Path]:
    for folder in SHARED_TEMPLATES:
        yield from (ROOT / "templates" / folder).rglob("*.html")
    yield from (ROOT / "templates").glob("*.html")


def named_in_code(text: str) -> set[str]:
    """The kinds that a module imports from, or has as a value; as the name of a value in what is published they are
    a word like any other ("the mission of a record")."""
    tree = ast.parse(text)
    names: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            names |= {id(key) for key in node.keys if key}
        elif isinstance(node, ast.Subscript):
            names.add(id(node.slice))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "pop"):
            names |= {id(argument) for argument in node.args[:1]}
    found = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in KINDS and id(node) not in names
    }
    for node in ast.walk(tree):
        imported = node.module if isinstance(node, ast.ImportFrom) else ""
        found |= {folder for folder in folders() if (imported or "").startswith(folder)}
    return found


def named_in_template(text: str) -> set[str]:
    """The kinds that a template compares with, reads a word of, or includes a part of; not who may see a page."""
    kinds = "|".join(KINDS)
    return set(re.findall(rf"""(?<!audience=)(?<!audience == )["']({kinds})["'/.]""", text))


def test_the_shared_machinery_names_no_kind() -> None:
    found = {str(path.relative_to(ROOT)): named_in_code(path.read_text(encoding="utf-8")) for path in modules()}
    found |= {str(path.relative_to(ROOT)): named_in_template(path.read_text(encoding="utf-8")) for path in templates()}
    naming = {path: kinds for path, kinds in found.items() if kinds}
    assert len(found) > 200
    assert len(naming) <= MOST, naming


def test_each_kind_has_a_folder_with_its_spec() -> None:
    assert len(folders()) == len(KINDS)


def test_a_name_would_be_found() -> None:
    assert named_in_code('latest_of("decision")') == {"decision"}
    assert named_in_code("from decisions_log.review.public import told") == {"decisions_log.review"}
    assert named_in_code('content["mission"]; content.get("decision"); {"review": 1}') == set()
    assert named_in_template('{% if kind == "decision" %}{% include "review/card.html" %}') == {"decision", "review"}
