"""What an operator may search cases by in Temporal's own pages. Faces read PostgreSQL and never these."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from temporalio.common import SearchAttributeKey, SearchAttributePair, SearchAttributeUpdate, TypedSearchAttributes

STAGE = SearchAttributeKey.for_keyword("CaseStage")
TEAM = SearchAttributeKey.for_keyword("CaseTeam")
NEXT_LEGAL_DATE = SearchAttributeKey.for_datetime("NextLegalDate")
RULES_VERSION = SearchAttributeKey.for_keyword("RulesVersion")
NATION = SearchAttributeKey.for_keyword("Nation")

ALL: tuple[SearchAttributeKey[Any], ...] = (STAGE, TEAM, NEXT_LEGAL_DATE, RULES_VERSION, NATION)


def at_start(*, stage: str, team: str | None, nation: str, rules_version: str) -> TypedSearchAttributes:
    """What a case starts with; attributes given at the start cost nothing."""
    pairs: list[SearchAttributePair[Any]] = [
        SearchAttributePair(STAGE, stage),
        SearchAttributePair(RULES_VERSION, rules_version),
        SearchAttributePair(NATION, nation),
    ]
    if team:
        pairs.append(SearchAttributePair(TEAM, team))
    return TypedSearchAttributes(pairs)


def at_stage(
    held: TypedSearchAttributes, *, stage: str, team: str | None, next_on: date | None, rules_version: str
) -> list[SearchAttributeUpdate[Any]]:
    """What a new stage changes in what is `held`: all of it for one call, because each call is paid for."""
    wanted: dict[SearchAttributeKey[Any], Any] = {
        STAGE: stage,
        TEAM: team or None,
        NEXT_LEGAL_DATE: datetime.combine(next_on, time(), tzinfo=UTC) if next_on else None,
        RULES_VERSION: rules_version,
    }
    return [
        key.value_unset() if value is None else key.value_set(value)
        for key, value in wanted.items()
        if held.get(key) != value
    ]
