"""Every string of the product has its Welsh: none empty, none fuzzy, six plural forms, nothing missing.

The last needs GNU gettext; without it the check says so, and fails when OPSW_REQUIRE_ALL=1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "cy" / "LC_MESSAGES" / "django.po"
# What Wagtail and Django lack; tests/i18n/test_welsh_editor.py knows whether it is all there.
OF_THE_EDITOR = ROOT / "cms" / "wagtail_locale" / "cy" / "LC_MESSAGES"


def load(path: Path = CATALOGUE) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="cy")


def empty_messages(catalogue: Catalog) -> list[str]:
    """Messages without Welsh, or whose Welsh is unsure or has not all six plural forms."""
    bad = []
    for message in catalogue:
        forms = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        plural = not isinstance(message.id, str)
        if message.id and (message.fuzzy or not all(forms) or (plural and len(forms) != 6)):
            bad.append(str(message.id))
    return bad


def unknown_messages(catalogue: Catalog) -> list[str]:
    """Strings of the source that the catalogue does not have."""
    before = CATALOGUE.read_bytes()
    try:
        subprocess.run(["make", "messages"], cwd=ROOT, check=True, capture_output=True)
        return [str(m.id) for m in load() if m.id and catalogue.get(m.id, m.context) is None]
    finally:
        CATALOGUE.write_bytes(before)


def main() -> int:
    catalogue = load()
    checked = [catalogue, *(load(path) for path in OF_THE_EDITOR.glob("*.po"))]
    problems = [f"no Welsh: {text}" for each in checked for text in empty_messages(each)]
    if shutil.which("xgettext"):
        problems += [f"not in the catalogue (make messages): {text}" for text in unknown_messages(catalogue)]
    else:
        print("NOT CHECKED: whether the catalogue knows every string, because GNU gettext is not installed.")
        problems += ["GNU gettext is required here"] if os.environ.get("OPSW_REQUIRE_ALL") == "1" else []
    print("\n".join(problems) or "Every string has its Welsh.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
