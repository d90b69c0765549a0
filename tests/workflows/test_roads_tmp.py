import pytest

from bench.driver import Shell
from bench.roads import ROADS, walk
from workflows import gateway


@pytest.mark.parametrize("name", list(ROADS))
async def test_road(shell: Shell, name: str) -> None:
    road = ROADS[name]
    print("ROAD", name)
    case = await shell.open(tenure=road.tenure, balance_pence=road.balance_pence)
    for here in road.stops:
        try:
            await walk(case, (here,))
        except gateway.CaseRefused as no:
            print("AT", here, case.today, case.row.position_label)
            for o in no.refusal["objections"]:
                print("  -", o)
            raise
        print(
            case.today,
            case.row.stage,
            "|",
            case.row.position_label,
            "| next",
            case.row.next_on,
            case.row.next_label,
            "| wake",
            case.row.wake_at,
            case.row.wake_why,
            "| irr",
            case.row.irregular,
        )
    print((await gateway.replay(shell.client, case.ref)))
