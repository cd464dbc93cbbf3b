"""A kind of record that lives in this folder alone: what a kind needs, and nothing of it elsewhere."""
