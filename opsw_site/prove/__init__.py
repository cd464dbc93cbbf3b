"""Long proofs that `manage.py prove` runs against throw-away data."""
