"""The pages, in the order in which their addresses are tried."""

from web.pages import case, live, record, signin, work

ROUTERS = (signin.router, work.router, record.router, case.router, live.router)
