"""What any request may be, and what it never ends in."""
