"""The pages, in the order in which their addresses are tried."""

from web.pages import (
    api,
    audit,
    bulk,
    calendars,
    case,
    dates,
    deadlines,
    evidence,
    hearings,
    imports,
    law,
    live,
    outbox,
    people,
    record,
    reports,
    restricted,
    signin,
    views,
    work,
)

_PAGES = (
    *(
        signin,
        work,
        views,
        bulk,
        restricted,
        record,
        dates,
        evidence,
        case,
        deadlines,
        hearings,
        reports,
        outbox,
        law,
        imports,
    ),
    *(people, calendars, audit, api, live),
)
ROUTERS = tuple(page.router for page in _PAGES)
