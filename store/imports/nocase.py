"""Why an account that owes money gets no case: the nation, the tenure, the kind of account or the state it is in."""

from __future__ import annotations

from functools import cache

import law

NATION_NOT_RUN = {
    "northern_ireland": "Due Course does not run cases in Northern Ireland: no rules for its tenancies are held. "
    "The account is kept and no case is opened.",
}

_STATUS = {
    "void": "The account is of a void home: nobody lives there under a tenancy, so no case is opened.",
    "former": "The tenancy has ended and events.csv has no case for it: possession cannot be sought, and no case is "
    "opened. A former tenant's debt is followed in the case that ended the tenancy.",
    "deceased": "The tenant has died and events.csv has no case for it: an officer opens one by hand after speaking "
    "with whoever deals with the estate.",
}


def why_not(
    *,
    jurisdiction: str,
    tenancy_type: str,
    social_housing: bool,
    lease_years: int | None,
    account_status: str,
    rent_arrears: int,
    has_tenants: bool,
    has_history: bool,
) -> str | None:
    """One plain sentence or two on why no case is opened for an account that owes money; None when one is.

    rent_arrears: pence, without court costs and debts of earlier accounts. has_history: events.csv has its case.
    """
    if jurisdiction in NATION_NOT_RUN:
        return NATION_NOT_RUN[jurisdiction]
    refused = _route(jurisdiction, tenancy_type, social_housing, lease_years)
    if refused:
        return refused
    if has_history:
        return None
    if account_status in _STATUS:
        return _STATUS[account_status]
    if not has_tenants:
        return "tenants.csv names no tenant or joint tenant of its tenancy, so there is nobody to write to."
    if rent_arrears <= 0:
        return "What is owed is court costs or debt of an earlier account and no rent, so no case is opened."
    return None


@cache
def _route(nation: str, tenancy_type: str, social_housing: bool, lease_years: int | None) -> str | None:
    """The law room's sentence for a tenure it does not run; None for one that it does."""
    try:
        answer = law.ask(
            f"{nation}.tenure.route", tenure=tenancy_type, social_housing=social_housing, lease_years=lease_years
        )
    except law.LawError as error:
        return str(error)
    return answer.because if answer.refused else None
