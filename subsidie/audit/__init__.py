"""Append-only events with a hash chain, and the signed checkpoints that guard it."""
