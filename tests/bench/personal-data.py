"""Columns of labelled values for tests/bench/personal-data.mjs: by Faker's locales, with look-alikes, and what Microsoft
Presidio's recognisers say of each value. Prints JSON. Argument: `open` (to develop with) or `kept` (to measure with)."""
import hashlib
import importlib.metadata
import ipaddress
import json
import os
import random
import sys
import tempfile
import uuid

os.environ["TLDEXTRACT_CACHE"] = tempfile.mkdtemp()
import tldextract  # noqa: E402

# Else the recogniser of e-mail addresses asks the network for a list.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
tldextract.tldextract.TLD_EXTRACTOR = tldextract.extract

from faker import Faker  # noqa: E402
import presidio_analyzer.predefined_recognizers as presidio  # noqa: E402

half = sys.argv[1]
seed = {"open": 20260101, "kept": 20260303}[half]
random.seed(seed)
Faker.seed(seed)
rows = 60

locales = ["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL", "nl_NL", "sv_SE", "fi_FI", "pt_BR", "en_IN", "nl_BE"]
# Faker's Aadhaar numbers end in Luhn's digit instead of Verhoeff's, and its British NINOs have prefixes that are never
# given out: neither is in here. A telling column name in the locale's language, and what makes the values.
national = {
    "en_US": ("US", "ssn", "ssn"), "fr_FR": ("FR", "nir", "ssn"), "it_IT": ("IT", "codice_fiscale", "ssn"),
    "pl_PL": ("PL", "pesel", "pesel"), "nl_NL": ("NL", "bsn", "ssn"), "sv_SE": ("SE", "personnummer", "ssn"),
    "fi_FI": ("FI", "hetu", "ssn"), "pt_BR": ("BR", "cpf", "cpf"),
    "nl_BE": ("BE", "rijksregisternummer", "ssn"), "es_ES": ("ES", "dni", "nif"),
}
recognizers = {
    "e-mail address": ["EmailRecognizer"], "payment card": ["CreditCardRecognizer"], "IBAN": ["IbanRecognizer"],
    "phone number": ["PhoneRecognizer"], "IP address": ["IpRecognizer"],
    "national id US": ["UsSsnRecognizer"], "national id ES": ["EsNifRecognizer", "EsNieRecognizer"],
    "national id IT": ["ItFiscalCodeRecognizer"], "national id PL": ["PlPeselRecognizer"],
    "national id FI": ["FiPersonalIdentityCodeRecognizer"],
    "national id SE": ["SePersonnummerRecognizer"],
}
made = {
    kind: [getattr(presidio, name)() for name in names]
    for kind, names in recognizers.items()
}


def scores(value):
    """For each kind, the best score of Presidio's recognisers anywhere in the value."""
    found = {}
    for kind, those in made.items():
        results = [r for one in those for r in one.analyze(value, one.supported_entities, None) or []]
        if results:
            found[kind] = max(r.score for r in results)
    return found


def public(value):
    """Faker's IPv6 addresses are of the whole range: what is no host's of the open internet is nobody's."""
    address = ipaddress.ip_address(value)
    is_local = address.version == 6 and address.is_site_local
    return address.is_global and not address.is_multicast and not is_local


def column(name, kind, make, count=rows, is_kind=lambda value: True):
    """Nine of ten values are of the kind; the others are what forms are filled with."""
    fillers = ["n/a", "unknown", "-", "see file", "0", "FN-" + str(random.randrange(10**6))]
    values = []
    for _ in range(count):
        is_filler = kind is not None and random.random() < 0.1
        value = random.choice(fillers) if is_filler else str(make())
        values.append({"value": value, "kind": kind if not is_filler and is_kind(value) else None, "presidio": scores(value)})
    return {"name": name, "values": values}


columns = []
neutral = 0


def both(telling, kind, make, is_kind=lambda value: True):
    """Once under a telling name, once under one that says nothing."""
    global neutral
    neutral += 1
    columns.extend([column(name, kind, make, is_kind=is_kind) for name in (telling, f"field_{neutral}")])


for locale in locales:
    fake = Faker(locale)
    both("email", "e-mail address", lambda: random.choice([fake.free_email, fake.company_email])())
    both("card_number", "payment card", fake.credit_card_number)
    # For India, which has none, Faker makes British ones that are too short.
    if locale != "en_IN":
        both("iban", "IBAN", fake.iban)
    both("client_ip", "IP address", random.choice([fake.ipv4_public, fake.ipv4_public, fake.ipv6]), public)
    # Faker's British numbers are those that Ofcom keeps for films.
    if locale != "en_GB":
        both("phone", "phone number", fake.phone_number)
    both("full_name", "person name", fake.name)
    both("address_line_1", "street address", fake.street_address)
    columns.append(column("date_of_birth", "date of birth", fake.date_of_birth))
    if locale in national:
        code, name, maker = national[locale]
        both(name, f"national id {code}", getattr(fake, maker))


def digits(n):
    return "".join(random.choice("0123456789") for _ in range(n))


def product():
    return " ".join([random.choice(["Harbour", "Meadow", "Olive", "Rose", "Classic", "Jade", "Amber", "Robin", "Foggy", "Alpine"]),
                     random.choice(["Enamel", "Oak", "Brass", "Linen", "Leather", "Cork", "Steel", "Brown"]),
                     random.choice(["Mug", "Bowl", "Lamp", "Tent", "Scarf", "Kettle", "Chair", "Baker"])])


lookalikes = {
    "order_number": lambda: "FN-" + digits(6), "reference": lambda: digits(16), "invoice": lambda: "4" + digits(15),
    "parcel": lambda: digits(12), "batch": lambda: digits(11), "serial": lambda: digits(9), "account_key": lambda: digits(10),
    "gift_code": lambda: "-".join(digits(4) for _ in range(4)), "sku": lambda: random.choice("ABXZ") + random.choice("CDEF") + digits(6) + random.choice("ABCDXYZ"),
    "hash": lambda: hashlib.md5(digits(9).encode()).hexdigest(), "digest": lambda: hashlib.sha256(digits(9).encode()).hexdigest(),
    "token": lambda: str(uuid.UUID(int=random.getrandbits(128))), "product": product,
    "position": lambda: f"{random.uniform(-80, 80):.6f}, {random.uniform(-170, 170):.6f}", "latitude": lambda: f"{random.uniform(-80, 80):.6f}",
    "created": lambda: f"20{random.randrange(10, 27)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}T{random.randrange(24):02}:15:{random.randrange(60):02}Z",
    "at": lambda: str(random.randrange(1_500_000_000_000, 1_800_000_000_000)), "stamp": lambda: f"20{random.randrange(10, 27)}{random.randrange(1, 13):02}{random.randrange(1, 29):02}{digits(6)}",
    "price": lambda: f"{random.uniform(1, 5000):.2f}", "version": lambda: f"{random.randrange(9)}.{random.randrange(40)}.{random.randrange(20)}.{random.randrange(99)}",
    "ean": lambda: "40" + digits(11), "file": lambda: f"logo-{digits(3)}@2x.png", "part": lambda: f"{digits(3)}-{digits(4)}-{digits(2)}",
    "range": lambda: f"{digits(4)}-{digits(4)}", "tracking": lambda: "RR" + digits(9) + "DE",
    "note": lambda: f"Parcel {digits(10)} of order {digits(6)} was {random.randrange(9)} days late",
    "phone_model": lambda: random.choice(["Pixel ", "Galaxy S", "Nord "]) + digits(2), "city": lambda: random.choice(["Hamburg", "Lyon", "Porto", "Turku", "Florence", "Victoria", "Charlotte"]),
}
for _ in range(2):
    for name, make in lookalikes.items():
        columns.append(column(name, None, make))

versions = {name: importlib.metadata.version(name) for name in ["faker", "presidio-analyzer"]}
json.dump({"half": half, "versions": versions, "locales": locales, "presidioKinds": sorted(made), "columns": columns}, sys.stdout)
