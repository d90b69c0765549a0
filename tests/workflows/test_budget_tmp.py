from bench import house
from bench.driver import Shell
from bench.full_case import full_case
from stack import temporal_server
from store.db import connect
from workflows import gateway


async def test_budget(db: str, tmp_path) -> None:
    server = temporal_server.start(tmp_path / "t.db", log=tmp_path / "t.log", metrics_port=19465)
    try:
        settings = house.settings_for(db, server.address, tmp_path, task_queue="budget")
        with connect(db, autocommit=True) as conn:
            house.furnish(conn)
            client = await gateway.connect(settings)
            shell = Shell(client, conn, settings, "budget")
            async with shell.working():
                cost = await full_case(shell, "http://127.0.0.1:19465/metrics")
                print(cost, cost.total)
    finally:
        temporal_server.stop(server)
