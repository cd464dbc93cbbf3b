import hashlib

import pytest
from hypothesis import given, strategies as st

from openlog import merkle
from openlog.merkle import Tree, leaf_hash, node_hash

leaf_lists = st.lists(st.binary(max_size=40), min_size=1, max_size=70)


def tree_of(leaves: list[bytes]) -> Tree:
    return Tree([leaf_hash(leaf) for leaf in leaves])


def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = max(1 << power for power in range(10) if 1 << power < len(leaves))
    return hashlib.sha256(b"\x01" + plain_root(leaves[:split]) + plain_root(leaves[split:])).digest()


def test_vector_of_three_leaves() -> None:
    tree = tree_of([b'{"a":1}', b'{"a":2}', b'{"a":3}'])
    assert tree.root().hex() == "a79bd40194b6654d46059e1580a2157b3bf25e7eeb833c8924398c9add3856ea"


def test_empty_tree() -> None:
    assert Tree().root() == hashlib.sha256(b"").digest()


@given(leaf_lists)
def test_roots_follow_the_standard_at_every_size(leaves: list[bytes]) -> None:
    tree = tree_of(leaves)
    assert [tree.root(size) for size in range(len(leaves) + 1)] == [
        plain_root(leaves[:size]) for size in range(len(leaves) + 1)
    ]


@given(leaf_lists, st.data())
def test_inclusion_proofs(leaves: list[bytes], data: st.DataObject) -> None:
    tree = tree_of(leaves)
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, tree.node)
    hashed = leaf_hash(leaves[index])
    assert merkle.verify_inclusion(hashed, index, size, proof, tree.root(size))
    assert not merkle.verify_inclusion(leaf_hash(b"another" + leaves[index]), index, size, proof, tree.root(size))
    assert not merkle.verify_inclusion(hashed, index, size, proof, hashlib.sha256(b"other").digest())
    assert not merkle.verify_inclusion(hashed, index, size, [*proof, hashed], tree.root(size))
    assert not merkle.verify_inclusion(hashed, size, size, proof, tree.root(size))
    if proof:
        assert not merkle.verify_inclusion(hashed, index, size, proof[:-1], tree.root(size))


@given(leaf_lists, st.data())
def test_consistency_proofs(leaves: list[bytes], data: st.DataObject) -> None:
    tree = tree_of(leaves)
    second = data.draw(st.integers(1, len(leaves)))
    first = data.draw(st.integers(1, second))
    proof = merkle.consistency_proof(first, second, tree.node)
    old, new = tree.root(first), tree.root(second)
    forged = hashlib.sha256(b"forged").digest()
    assert merkle.verify_consistency(first, second, old, new, proof)
    assert not merkle.verify_consistency(first, second, forged, new, proof)
    assert not merkle.verify_consistency(first, second, old, forged, proof)
    assert not merkle.verify_consistency(first, second, old, new, [*proof, forged])
    if proof:
        assert not merkle.verify_consistency(first, second, old, new, proof[:-1])
        assert not merkle.verify_consistency(first, second, old, new, [forged, *proof[1:]])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_proof(index, size, tree_of([b"a", b"b", b"c"]).node)


@given(leaf_lists)
def test_append_returns_the_subtrees_that_end_there(leaves: list[bytes]) -> None:
    tree = Tree()
    for index, leaf in enumerate(leaves):
        completed = tree.append(leaf_hash(leaf))
        assert completed == [
            plain_root(leaves[index + 1 - (1 << level) : index + 1]) for level in range(len(completed))
        ]
        assert (index + 1) % (1 << len(completed)) != 0, "one more subtree ends here"
    assert node_hash(b"", b"") == hashlib.sha256(b"\x01").digest()
