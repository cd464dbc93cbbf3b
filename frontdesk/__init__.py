"""People without an account: secret links that open one page and take one answer. It knows nothing of any record."""
