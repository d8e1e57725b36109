"""Accounting for what was done: the workspace of the auditor."""
