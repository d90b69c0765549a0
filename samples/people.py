"""Invented people and places. The postcode area ZZ and the telephone ranges are ones that nobody is ever given."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


_FORENAMES = _words("""
    Agnieszka Aisha Amara Andrew Anjali Bethan Björn Brónagh Callum Chidi Chloë Daisy Daniel Delroy Dmitri Efua
    Elżbieta Emre Esi Fatima Femi Fionnuala François Gareth Grace Hamza Hannah Ibrahim Imogen Jacek Jakub Jamal
    Jasmine José Joyce Kamala Keith Khadija Kwame Latoya Leanne Liam Łukasz Maeve Mandeep Margaret Marek Mei
    Mohammed Nadia Ngozi Niamh Nguyệt Olu Oisín Patrick Paulette Precious Priya Ravi Rhys Rosalind Samira Seán
    Şebnem Siân Siobhán Sofía Stephen Tariq Temperance Thanh Tomasz Tracey Valentina Wanda Wen Xanthe Yusuf Zainab
    Zoë
""")
_SURNAMES = _words("""
    Abara Adeyemi Ahmed Åkesson Allardyce Asante Attwood Baptiste Barzani Begum Blackledge Boateng Brânză Castell
    Chaudhry Chukwu Clutterbuck D'Angelo D'Souza Dąbrowska De'Ath Edgerton Eze Farrow Featherstone Ferreira García
    Ghosh Grześkowiak Habib Hallorann Haq Huỳnh Idowu Iqbal Jagielska Jóhannsdóttir Kaczmarek Kaur Khalil
    Kowalczyk Lê Littlewood Mac_an_Bhaird Mazur Mensah Müller-Łódź N'Diaye Nkemelu Nowak O'Brien O'Shaughnessy
    Okonkwo Öztürk Parveen Pemberton Petrović Quaye Quigley Ramos Rehman Řezníček Saeed Şahin Sikorska St.John
    Thistlewood Tran Ó_Súilleabháin Uddin Vasquez Venkataraman Wójcik Wrigglesworth Yeboah Żak Zimmermann
""")
_TITLES = ("Ms", "Mr", "Mrs", "Mx", "Dr", "", "")
_STREETS = (
    "Kestrel Court",
    "Weir Street",
    "Tanner's Row",
    "Osier Bank",
    "Marl Pit Lane",
    "Heron House",
    "St Bride's Close",
    "Quarry Rise",
    "Lapwing Walk",
    "Lock Keeper's Yard",
    "Ternmouth Road",
    "Bellfounder Street",
    "Nine Elms Terrace",
    "Cooper's Gate",
    "Saltmarsh Avenue",
    "Curlew Point",
)
_CHANNELS = ("phone", "email", "text", "letter", "", "")
_NEEDS = ("Large print", "Easy Read", "Text first, cannot take calls at work", "British Sign Language interpreter")
LANGUAGES = ("Polish", "Urdu", "Romanian", "Kurdish", "Portuguese")


@dataclass(frozen=True)
class Home:
    """Where an account's tenants live."""

    address_1: str
    address_2: str
    town: str
    postcode: str


@dataclass(frozen=True)
class Tenant:
    """One invented person."""

    person_ref: str
    role: str
    title: str
    forename: str
    surname: str
    date_of_birth_year: int
    phone: str
    email: str
    preferred_channel: str
    adjustments: str
    is_lead: bool


_TOWNS = {"wales": "Aberternen", "scotland": "Glenternie"}


def home(random: Random, number: int, nation: str = "england") -> Home:
    """A home, each in its own house or flat."""
    town = _TOWNS.get(nation)
    street = _STREETS[number % len(_STREETS)]
    house = 1 + number // len(_STREETS)
    flat = f"Flat {house}" if street.endswith(("Court", "House", "Point")) else ""
    return Home(
        address_1=f"{flat}, {street}" if flat else f"{house} {street}",
        address_2="" if town else random.choice(("", "", "", "Netherfield")) if not flat else "Weir Street",
        town=random.choice(("Ternbridge", "Ternbridge", "Ternmouth", "Upper Ternley")) if town is None else town,
        postcode=f"ZZ{1 + number % 9} {1 + number // 17 % 9}{'ABDEFGHJLNPQRSTUWXYZ'[number % 20]}"
        f"{'ABDEFGHJLNPQRSTUWXYZ'[number // 20 % 20]}",
    )


def tenants(random: Random, tenancy_ref: str, *, joint: bool) -> list[Tenant]:
    """The tenant, or two joint tenants, and now and then somebody else who lives there."""
    surname = random.choice(_SURNAMES)
    found = []
    roles = ["joint", "joint"] if joint else ["tenant"]
    if random.random() < 0.12:
        roles.append("occupier")
    for n, role in enumerate(roles, start=1):
        forename = random.choice(_FORENAMES)
        own = surname if n == 1 or random.random() < 0.6 else random.choice(_SURNAMES)
        mail = "".join(c for c in f"{forename}.{own}".lower() if c.isascii() and (c.isalnum() or c == "."))
        found.append(
            Tenant(
                person_ref=f"{tenancy_ref}-{n}",
                role=role,
                title=random.choice(_TITLES),
                forename=forename,
                surname=own,
                date_of_birth_year=random.randint(1944, 2005),
                phone=f"07700 900{random.randint(0, 999):03d}" if random.random() < 0.9 else "",
                email=f"{mail}@example.org" if role != "occupier" and random.random() < 0.7 else "",
                preferred_channel=random.choice(_CHANNELS),
                adjustments=random.choice(_NEEDS) if random.random() < 0.08 else "",
                is_lead=n == 1,
            )
        )
    return found


def with_occupier(random: Random, tenancy_ref: str, found: list[Tenant]) -> list[Tenant]:
    """The same people and a grown-up child of the first who lives with them, unless somebody does already."""
    if any(one.role == "occupier" for one in found):
        return found
    lead, forename = found[0], random.choice(_FORENAMES)
    return [
        *found,
        Tenant(
            person_ref=f"{tenancy_ref}-{len(found) + 1}",
            role="occupier",
            title="",
            forename=forename,
            surname=lead.surname,
            date_of_birth_year=random.randint(1990, 2006),
            phone="",
            email="",
            preferred_channel="",
            adjustments="",
            is_lead=False,
        ),
    ]
