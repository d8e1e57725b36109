"""Allocation: who gets what, in which order and why. The core is pure: no Flask, no SQLAlchemy."""
