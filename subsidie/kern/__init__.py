"""Pure Python: money, moments, terms and errors. No Flask, no SQLAlchemy."""
