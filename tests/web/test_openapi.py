"""The JSON API answers as its own description says, whatever is sent: never a 5xx, never another shape, nothing coerced."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.conftest import TODAY, Board
from web.app import create_app

# Few in every run; `make test-all` asks more.
EXAMPLES = int(os.environ.get("DUE_COURSE_EXAMPLES", "3"))
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
)


def described(board: Board) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_dict(create_app(board.settings).openapi())


PATHS = [
    ("GET", "/api/cases"),
    ("GET", "/api/cases/{ref}"),
    ("GET", "/api/cases/{ref}/next"),
    ("GET", "/api/cases/{ref}/events"),
    ("POST", "/api/cases/{ref}/events"),
    ("POST", "/api/cases/{ref}/reason"),
    ("GET", "/api/deadlines"),
    ("GET", "/api/summary"),
]


def test_every_operation_is_asked(the_board: Board) -> None:
    paths = create_app(the_board.settings).openapi()["paths"]
    assert sorted((method.upper(), path) for path, methods in paths.items() for method in methods) == sorted(PATHS)


# A reference may be any text, so a wrong request is only possible where there is more to send.
WRONG = [
    ("GET", "/api/cases"),
    ("POST", "/api/cases/{ref}/events"),
    ("POST", "/api/cases/{ref}/reason"),
    ("GET", "/api/deadlines"),
]


@pytest.mark.parametrize(
    ("method", "path", "mode"),
    [(*one, GenerationMode.POSITIVE) for one in PATHS] + [(*one, GenerationMode.NEGATIVE) for one in WRONG],
)
def test_the_api_keeps_to_its_description(the_board: Board, method: str, path: str, mode: GenerationMode) -> None:
    key = the_board.program("North").headers["authorization"]
    operation = described(the_board)[path][method]

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )
    @given(operation.as_strategy(mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(base_url=the_board.url, headers={"Authorization": key}, checks=list(CHECKS))

    ask()


@pytest.mark.parametrize("day", [20261201, "1764547200", "2026-12-01T00:00:00", "1/12/2026", True, None])
def test_a_wrongly_typed_day_is_refused_and_not_coerced(the_board: Board, day: object) -> None:
    program = the_board.program("North")
    sent = {"kind": "note_added", "happened_on": day, "fields": {"text": "x"}, "dry_run": True}
    assert program.post("/api/cases/A1-1/events", json=sent).status_code == 422
    planned = {"kind": "agreement_made", "happened_on": TODAY.isoformat(), "dry_run": True}
    terms = {"amount": 500, "every": "week", "first_payment_on": (TODAY + timedelta(days=7)).isoformat()}
    assert program.post("/api/cases/A1-1/events", json=planned | {"fields": terms}).status_code != 422
    refused = program.post("/api/cases/A1-1/events", json=planned | {"fields": terms | {"first_payment_on": day}})
    assert refused.status_code == 422 and "first_payment_on" in refused.json()["error"]
    assert program.post("/api/cases/A1-1/events", json=sent | {"happened_on": TODAY.isoformat()}).status_code == 200
    asked = program.get("/api/deadlines", params={"until": str(day)})
    assert asked.status_code == 422 and "until" in asked.json()["error"]
