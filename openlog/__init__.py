"""The open log: public transparency-log formats and the append-only store. It knows nothing of decisions."""
