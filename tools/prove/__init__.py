"""The long proofs: each tries something many times on throw-away data and counts what failed.

A proof is a function of the scale ("ci" or "full") that returns (tried, failures).
"""

from collections.abc import Callable

from tools.prove import crash, drafting, leaks, publishers, tamper

PROOFS: dict[str, Callable[[str], tuple[int, int]]] = {
    "crash": crash.run,
    "drafting": drafting.run,
    "leaks": leaks.run,
    "publishers": publishers.run,
    "tamper": tamper.run,
}
