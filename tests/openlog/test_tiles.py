import pytest
from hypothesis import given, strategies as st

from openlog.tiles import Tile, TileError, pack_entries, tiles_of, unpack_entries

tiles = st.builds(Tile, st.none() | st.integers(0, 63), st.integers(0, 2**55), st.integers(1, 256))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(63, 999, 255), "tile/63/999.p/255"),
        (Tile(None, 1000), "tile/entries/x001/000"),
    ],
)
def test_paths_of_the_specification(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert Tile.parse(path) == tile


@given(tiles)
def test_a_path_leads_back_to_its_tile(tile: Tile) -> None:
    assert Tile.parse(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0", "tile/00/000", "tile/64/000", "tile/-1/000", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001", "tile/0/000/", "tile/0/٠٠٠",
        "tile/data/000", "tile/0/000\n", "/tile/0/000", "tile/0/../checkpoint", "tile/0/000.p/", "",
    ],
)  # fmt: skip
def test_other_paths_name_nothing(path: str) -> None:
    with pytest.raises(TileError):
        Tile.parse(path)


def test_tiles_of_70000_entries() -> None:
    """The example of the tlog-tiles specification."""
    hashes = [tile for tile in tiles_of(70_000) if tile.level is not None]
    assert sum(tile.level == 0 and tile.width == 256 for tile in hashes) == 273
    assert [tile for tile in hashes if tile.level == 0 and tile.width < 256] == [Tile(0, 273, 112)]
    assert [tile for tile in hashes if tile.level == 1] == [Tile(1, 0), Tile(1, 1, 17)]
    assert [tile for tile in hashes if tile.level == 2] == [Tile(2, 0, 1)]
    assert max(tile.level for tile in hashes if tile.level is not None) == 2


def test_tiles_of_256_entries_and_of_none() -> None:
    assert list(tiles_of(256)) == [Tile(None, 0), Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles(entries: list[bytes]) -> None:
    bundle = pack_entries(entries)
    assert list(unpack_entries(bundle)) == entries
    if bundle:
        with pytest.raises(TileError):
            list(unpack_entries(bundle[:-1]))


def test_an_entry_is_at_most_65535_bytes() -> None:
    assert list(unpack_entries(pack_entries([b"x" * 65_535]))) == [b"x" * 65_535]
    with pytest.raises(TileError):
        pack_entries([b"x" * 65_536])
