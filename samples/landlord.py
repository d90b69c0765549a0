"""The sample's landlord.toml: a council, a housing association in each nation, and the officers that they share."""

from __future__ import annotations

from datetime import date, timedelta

_PAGE = """\
# An invented council, and invented housing associations in England, Wales and Scotland. Nobody in this file exists.

[[landlord]]
code = "TBC"
kind = "local_authority"
name = "Ternbridge Council"
legal_name = "The Borough Council of Ternbridge"
address = ["Town Hall", "Weir Street", "Ternbridge", "ZZ1 9ZZ"]
phone = "01632 960100"
hours = "Monday to Friday, 9am to 5pm"
email = "rents@example.org"
relay = "18001 01632 960100"
website = "https://www.example.org/ternbridge"
privacy = "https://www.example.org/ternbridge/privacy"
complaints_phone = "01632 960101"
complaints_url = "https://www.example.org/ternbridge/complaints"
ombudsman = "Housing Ombudsman"
signatory_name = "Marek Dunmore"
signatory_position = "Head of Income"
court_name = "County Court at Ternbridge"
fund = "Ternbridge Crisis and Resilience Fund"
{shared}
[landlord.courts]
"County Court at Ternbridge" = ["The Law Courts", "Bellfounder Street", "Ternbridge", "ZZ1 8ZZ"]

[landlord.council]
name = "Ternbridge Housing Options"
phone = "01632 960110"
out_of_hours = "01632 960119"

[landlord.storage]
days = 28
place = "the council's store in Quarry Rise, Ternbridge"

[[landlord]]
code = "TVH"
kind = "prp"
name = "Tern Valley Homes"
legal_name = "Tern Valley Homes Limited"
address = ["2 Osier Bank", "Ternbridge", "ZZ1 9ZY"]
phone = "01632 960200"
hours = "Monday to Friday, 8:30am to 5:30pm"
email = "income@example.org"
relay = "18001 01632 960200"
website = "https://www.example.org/tern-valley"
privacy = "https://www.example.org/tern-valley/privacy"
complaints_phone = "01632 960201"
complaints_url = "https://www.example.org/tern-valley/complaints"
ombudsman = "Housing Ombudsman"
signatory_name = "Marek Dunmore"
signatory_position = "Head of Income"
court_name = "County Court at Ternbridge"
fund = "Ternbridge Crisis and Resilience Fund"
{shared}
[landlord.courts]
"County Court at Ternbridge" = ["The Law Courts", "Bellfounder Street", "Ternbridge", "ZZ1 8ZZ"]

[landlord.council]
name = "Ternbridge Housing Options"
phone = "01632 960110"
out_of_hours = "01632 960119"

[landlord.storage]
days = 28
place = "the association's store in Marl Pit Lane, Ternbridge"

"""

_ABROAD = """\
[[landlord]]
code = "{code}"
kind = "prp"
name = "{name}"
legal_name = "{legal_name}"
address = [{address}]
phone = "{phone}00"
hours = "Monday to Friday, 9am to 5pm"
email = "rent@example.org"
relay = "18001 {phone}00"
website = "https://www.example.org/{page}"
privacy = "https://www.example.org/{page}/privacy"
complaints_phone = "{phone}01"
complaints_url = "https://www.example.org/{page}/complaints"
ombudsman = "{ombudsman}"
signatory_name = "Marek Dunmore"
signatory_position = "Head of Income"
court_name = "{court}"
fund = "{fund}"
pay_methods = [
    {{ label = "Direct Debit", how = "Ring us and we set one up for a day that suits you." }},
    {{ label = "By card", how = "Ring us, or pay on our website, at any hour." }},
]

[landlord.courts]
"{court}" = [{court_address}]

[landlord.council]
name = "{council}"
phone = "{phone}10"
out_of_hours = "{phone}19"

[landlord.storage]
days = 28
place = "{store}"

"""
_NATIONS = (
    {
        "code": "CTT",
        "name": "Cartrefi Ternen",
        "legal_name": "Cartrefi Ternen Cyfyngedig",
        "address": '"1 Osier Bank", "Aberternen", "ZZ2 9ZY"',
        "phone": "01632 9603",
        "page": "cartrefi-ternen",
        "ombudsman": "Public Services Ombudsman for Wales",
        "court": "County Court at Aberternen",
        "court_address": '"Quarry Rise", "Aberternen", "ZZ2 8ZZ"',
        "fund": "Discretionary Assistance Fund",
        "council": "Aberternen Council",
        "store": "our store in Quarry Rise, Aberternen",
    },
    {
        "code": "GTH",
        "name": "Glen Tern Homes",
        "legal_name": "Glen Tern Homes Limited",
        "address": '"3 Weir Street", "Glenternie", "ZZ3 9ZY"',
        "phone": "01632 9604",
        "page": "glen-tern",
        "ombudsman": "Scottish Public Services Ombudsman",
        "court": "Glenternie Sheriff Court",
        "court_address": '"Lapwing Walk", "Glenternie", "ZZ3 8ZZ"',
        "fund": "Scottish Welfare Fund",
        "council": "Glenternie Council",
        "store": "our store in Lapwing Walk, Glenternie",
    },
)

_SHARED = """\
pay_methods = [
    {{ label = "Direct Debit", how = "Ring us and we set one up for a day that suits you." }},
    {{ label = "By card", how = "Ring us, or pay on our website, at any hour." }},
    {{ label = "At a shop or post office", how = "Take your rent card to any shop with the pay point sign." }},
]
advice = [
    {{ name = "Shelter", phone = "0808 800 4444", web = "england.shelter.org.uk", checked_on = {checked} }},
    {{ name = "Citizens Advice", phone = "0800 144 8848", web = "www.citizensadvice.org.uk", checked_on = {checked} }},
]
"""

_OFFICERS: tuple[tuple[str, str, str, str, str, str], ...] = (
    # address, name, role, team, leader, phone
    ("noor.castell", "Noor Castell", "officer", "North", "gethin.rowe", "01632 960121"),
    ("tom.wray", "Tom Wray", "officer", "North", "gethin.rowe", "01632 960122"),
    ("efe.yilmaz", "Efe Yılmaz", "officer", "South", "paulette.okafor", "01632 960123"),
    ("bryony.hale", "Bryony Hale", "officer", "South", "paulette.okafor", "01632 960124"),
    ("gethin.rowe", "Gethin Rowe", "team_leader", "North", "marek.dunmore", "01632 960131"),
    ("paulette.okafor", "Paulette Okafor", "team_leader", "South", "marek.dunmore", "01632 960132"),
    ("ines.farrow", "Inês Farrow", "legal", "", "marek.dunmore", "01632 960141"),
    ("marek.dunmore", "Marek Dunmore", "income_manager", "", "jo.abernethy", "01632 960151"),
    ("jo.abernethy", "Jo Abernethy", "director", "", "", "01632 960161"),
)


def landlord_toml(today: date) -> str:
    """The file as it would stand on a day: numbers checked a month ago, one officer away this week and covered for."""
    shared = _SHARED.format(checked=(today - timedelta(days=30)).isoformat())
    text = _PAGE.format(shared=shared) + "".join(_ABROAD.format(**nation) for nation in _NATIONS)
    for address, name, role, team, leader, phone in _OFFICERS:
        text += f'[[officer]]\nemail = "{address}@example.org"\nname = "{name}"\nphone = "{phone}"\nrole = "{role}"\n'
        if team:
            text += f'team = "{team}"\n'
        if leader:
            text += f'leader_email = "{leader}@example.org"\n'
        if address == "bryony.hale":
            text += f"absent_from = {today - timedelta(days=2)}\nabsent_until = {today + timedelta(days=9)}\n"
            text += 'cover_email = "efe.yilmaz@example.org"\n'
        text += "\n"
    return text
