"""Decisions (beschikkingen): their values, letters and life."""
