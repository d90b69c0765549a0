"""Thresholds of rent arrears: so many weeks' or months' rent."""

from collections.abc import Mapping

from law.enquiry import Enquiry
from law.errors import NotHeld
from law.packs import Value


def threshold(ask: Enquiry, value: Value, *, weeks_in: Mapping[str, int]) -> tuple[int, str]:
    """The rent that must be owed, in pence rounded up, and in words (`"8 weeks'"`).

    `weeks_in` gives the weeks in a period for the frequencies to which the Act applies its number of weeks; its number
    of months is for monthly rent. Raises `NotHeld` for any other frequency.
    """
    frequency, rent = ask["rent_frequency"], ask["rent"]
    if frequency in weeks_in:
        return -(-rent * value["weeks"] // weeks_in[frequency]), f"{value['weeks']} weeks'"
    if frequency == "monthly":
        return rent * value["months"], f"{value['months']} months'"
    held = ", ".join((*weeks_in, "monthly"))
    raise NotHeld(
        f"{ask.question.rule} holds no threshold for {frequency} rent, whose lateness needs a lawyer's reading; "
        f"it holds {held}."
    )
