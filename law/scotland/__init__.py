"""Scotland's questions, by subject. Importing this registers them all."""

from law.scotland import court, debt, notices, removing, routes, working_days

__all__ = ["court", "debt", "notices", "removing", "routes", "working_days"]
