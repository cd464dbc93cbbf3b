"""The verifier that stands as one file: it is served to readers, and shares no code with the product."""

from pathlib import Path

PROGRAM = Path(__file__).with_name("opsw_verify.py")
