"""The front-end build leaves GOV.UK's own dress behind."""

import importlib.util
from pathlib import Path
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
