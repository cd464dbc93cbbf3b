"""Installs a lock file into .venv, which is made when it is not there: `install.py requirements/run.txt`.

Runs with any Python from 3.11 on that has pip or `ensurepip`. uv does the work, in a fifth of the time of pip; where uv
cannot be had or does not get through, pip does. Of both, hashes are required.
"""

import ast
import functools
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".venv"
PYTHON = PLACE / "bin" / "python"
UV_LOCK = ROOT / "requirements" / "uv.txt"

# What pip is told about where packages are, and what uv calls it.
UV_NAMES = {
    "index-url": "UV_INDEX_URL",
    "extra-index-url": "UV_EXTRA_INDEX_URL",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
}
# Which part of pip's settings overrides which.
SECTIONS = ("global", "install", ":env:")
LISTS = {"find-links": ",", "extra-index-url": " ", "trusted-host": " "}


def main(lock: str) -> int:
    """Returns the exit code."""
    if not PYTHON.exists():
        print("Making a virtual environment …", flush=True)
        # pip comes later, if it is needed: it takes longer than all the rest.
        venv.EnvBuilder(symlinks=True).create(PLACE)
    return install(ROOT / lock)


def install(lock: Path) -> int:
    """Install the lock file with uv, or else with pip. Returns the exit code."""
    uv = find_uv()
    if uv and _run([uv, "pip", "install", "--quiet", "--python", str(PYTHON), *_of(lock)], surroundings()) == 0:
        return 0
    if uv:
        print("uv could not install it. Trying pip …", file=sys.stderr, flush=True)
    return _run([*pip(), "install", "--quiet", "--disable-pip-version-check", *_of(lock)])


def find_uv() -> str | None:
    """The uv of the virtual environment or of the machine; without one, install it. None when that fails."""
    own = PYTHON.with_name("uv")
    if not own.exists():
        if found := shutil.which("uv"):
            return found
        if _run([*pip(), "install", "--quiet", "--disable-pip-version-check", *_of(UV_LOCK)]) != 0:
            return None
    return str(own)


@functools.cache
def pip() -> list[str]:
    """The command of a pip that works on the virtual environment: the one of the machine's Python, else one inside."""
    outside = Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")
    said = subprocess.run([outside, "-m", "pip", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"pip (\d+)\.(\d+)", said)
    if version and (int(version[1]), int(version[2])) >= (22, 3):  # knows --python
        return [str(outside), "-m", "pip", "--python", str(PYTHON)]
    if not PYTHON.with_name("pip").exists():
        _run([str(PYTHON), "-m", "ensurepip", "--default-pip"])
    return [str(PYTHON), "-m", "pip"]


def surroundings() -> dict[str, str]:
    """The environment for uv, which does not read the settings of pip. What is set for uv itself is left as it is."""
    listed = subprocess.run([*pip(), "config", "list"], capture_output=True, text=True, check=False).stdout
    return uv_settings(listed) | dict(os.environ)


def uv_settings(listed: str) -> dict[str, str]:
    """What `pip config list` printed, as environment variables of uv."""
    # Every file has the hash that the lock file says, wherever it comes from: all places are looked through, as in pip.
    settings = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    split = [line.partition("=") for line in listed.splitlines()]
    for section in SECTIONS:
        for key, _, value in split:
            within, _, name = key.rpartition(".")
            if within == section and name in UV_NAMES:
                words = str(ast.literal_eval(value))
                settings[UV_NAMES[name]] = LISTS[name].join(words.split()) if name in LISTS else words
    return settings


def _of(lock: Path) -> list[str]:
    return ["--require-hashes", "--requirement", str(lock)]


def _run(command: list[str], environment: dict[str, str] | None = None) -> int:
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
