"""Properties are tried without a stopwatch: the machine may be busy with other rooms' tests."""

from hypothesis import settings

settings.register_profile("law", deadline=None)
settings.load_profile("law")
