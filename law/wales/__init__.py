"""Wales's questions (Renting Homes (Wales) Act 2016), by subject. Importing this registers them all."""

from law.wales import court, notices, routes, shared

__all__ = ["court", "notices", "routes", "shared"]
