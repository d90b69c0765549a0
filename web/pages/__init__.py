"""The pages, in the order in which their addresses are tried."""

from web.pages import (
    api,
    case,
    deadlines,
    hearings,
    imports,
    law,
    live,
    outbox,
    record,
    reports,
    restricted,
    signin,
    work,
)

ROUTERS = (
    *(
        signin.router,
        work.router,
        restricted.router,
        record.router,
        case.router,
        deadlines.router,
        hearings.router,
        reports.router,
    ),
    *(outbox.router, law.router, imports.router, api.router, live.router),
)
