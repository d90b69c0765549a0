"""The embedded default: PostgreSQL, Temporal's dev server and the worker for one person on one machine."""
