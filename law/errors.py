"""What `law` raises, each with the sentence that a person may read."""


class LawError(Exception):
    """The law room could not answer. The message is a whole sentence that may be shown as it is."""


class NotHeld(LawError):
    """The packs or calendars hold nothing for this question on this day.

    The sentence names the rule, the day and what is missing. Nothing is guessed in its place: a person has to decide.
    """


class BeyondCalendar(NotHeld):
    """A day was needed that the calendar does not hold."""


class BadFacts(LawError):
    """The facts given do not fit the question: one is missing, unknown, of the wrong type or impossible.

    The sentence names the question, the fact and what is expected.
    """


class BadPack(LawError):
    """A pack or calendar contradicts itself. This is our mistake, never the caller's, and the tests catch it."""
