"""The floor of a page: FastAPI, one query for the same rows by their keys, a plain table. `python -m bench.bare_page PORT`."""

from __future__ import annotations

import os
import sys

import jinja2
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from store import db

_ROWS = """SELECT case_ref, stage, position_label, next_label, next_on, arrears_pence, owner, address_1, postcode
FROM board JOIN rent_account USING (account_ref) WHERE case_ref = ANY (%s)"""
_PAGE = jinja2.Environment(autoescape=True).from_string(
    "<!doctype html><title>Cases</title><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>"
)


def main() -> None:
    app = FastAPI()
    connections = db.pool(os.environ["DATABASE_URL"], autocommit=True, jit=False)

    @app.get("/rows")
    def rows(refs: str) -> HTMLResponse:
        with connections.connection() as connection:
            found = connection.execute(_ROWS, [refs.split(",")]).fetchall()
        return HTMLResponse(_PAGE.render(rows=found))

    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
