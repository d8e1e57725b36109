"""The frame around the capabilities: application, database, commit boundary, clock."""
