"""When a notice left and when it came: what every nation's question about giving it begins with."""

from __future__ import annotations

from datetime import date

from law.dates import london_day
from law.enquiry import Enquiry


def sent_and_received(ask: Enquiry) -> tuple[date, date | None]:
    """London's day on which it was sent, and the day it is proved to have come. Raises BadFacts when that is earlier."""
    day, received = london_day(ask["at"]), ask["received_on"]
    if received and received < day:
        raise ask.bad(f"received_on is {received}, before the notice was sent on {day}.")
    return day, received
