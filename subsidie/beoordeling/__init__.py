"""Assessment of applications by reviewers."""
