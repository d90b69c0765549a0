"""England's questions, by subject. Importing this registers them all."""

from law.england import counting, court, debt, notices, routes, tenancies

__all__ = ["counting", "court", "debt", "notices", "routes", "tenancies"]
