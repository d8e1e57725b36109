"""Documents: rendered from plain values, stored with their hashes."""
