"""What is carried to court: every paper of one hearing in one folder, the bundle as one PDF, and a whole court day."""

from store.db import StoreError

__all__ = ["NoPack"]


class NoPack(StoreError):
    """A pack that cannot be made; the message is a sentence for a person."""
