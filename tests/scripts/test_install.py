"""What pip is told about where packages are reaches uv; without uv, pip installs."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "install.py"
LOCK = Path("requirements") / "run.txt"


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("install", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "pip", lambda: ["pip"])
    monkeypatch.setattr(module, "surroundings", dict)
    return module


@pytest.fixture
def runs(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that were run. Those called "broken" fail."""
    programs: list[str] = []

    def run(command: list[str], environment: dict[str, str] | None = None) -> int:
        programs.append(command[0])
        return int(command[0] == "broken")

    monkeypatch.setattr(install, "_run", run)
    return programs


def test_settings_of_pip_become_those_of_uv(install: ModuleType) -> None:
    listed = (
        ":env:.index-url='https://closest.example/simple'\n"
        "global.extra-index-url='https://one.example/a=b file:///two'\n"
        "global.find-links='/wheels\\n/more'\n"
        "global.index-url='https://far.example/simple'\n"
        "global.no-color='true'\n"
        "freeze.find-links='/elsewhere'\n"
    )
    assert install.uv_settings(listed) == {
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_INDEX_URL": "https://closest.example/simple",
        "UV_EXTRA_INDEX_URL": "https://one.example/a=b file:///two",
        "UV_FIND_LINKS": "/wheels,/more",
    }


def test_without_settings_uv_has_its_own(install: ModuleType) -> None:
    assert install.uv_settings("") == {"UV_INDEX_STRATEGY": "unsafe-best-match"}


def test_uv_installs(install: ModuleType, runs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "find_uv", lambda: "uv")
    assert install.install(LOCK) == 0
    assert runs == ["uv"]


@pytest.mark.parametrize("uv", ["broken", None])
def test_pip_installs_when_uv_does_not(
    install: ModuleType, runs: list[str], monkeypatch: pytest.MonkeyPatch, uv: str | None
) -> None:
    monkeypatch.setattr(install, "find_uv", lambda: uv)
    assert install.install(LOCK) == 0
    assert runs[-1] == "pip"


def test_uv_is_installed_where_there_is_none(
    install: ModuleType, runs: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(install, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(install.shutil, "which", lambda _: None)
    assert install.find_uv() == str(tmp_path / "bin" / "uv")
    assert runs == ["pip"]
    monkeypatch.setattr(install, "pip", lambda: ["broken"])
    assert install.find_uv() is None


def test_the_uv_of_the_machine_is_used(
    install: ModuleType, runs: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(install, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(install.shutil, "which", lambda name: f"/somewhere/{name}")
    assert install.find_uv() == "/somewhere/uv"
    assert runs == []


def test_the_lock_of_uv_has_hashes_and_agrees_with_the_other() -> None:
    root = SCRIPT.parent.parent / "requirements"
    own = (root / "uv.txt").read_text(encoding="utf-8")
    assert "--hash=sha256:" in own
    assert own.split()[0] in (root / "dev.txt").read_text(encoding="utf-8").split()


def test_a_python_outside_is_asked_for_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("install", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    answers = iter(["pip 25.1 from somewhere (python 3.11)", "pip 20.3.4 from somewhere (python 3.11)", ""])

    def run(command: list, **_: object) -> subprocess.CompletedProcess:
        return subprocess.CompletedProcess(command, 0, stdout=next(answers))

    monkeypatch.setattr(module.subprocess, "run", run)
    monkeypatch.setattr(module, "_run", lambda command: 0)
    assert "--python" in module.pip()
    for _ in range(2):
        module.pip.cache_clear()
        assert module.pip() == [str(module.PYTHON), "-m", "pip"]
