"""Where something is, and what it costs, as schema.org states them."""

from aggregator.read.clean import plain
from aggregator.read.structured.thing import Thing, short_name
from aggregator.read.wording import price_wording

_ADDRESS_PARTS = ("streetAddress", "addressLocality", "addressRegion", "postalCode")
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_UNITS = {
    "YEAR": "a year",
    "MONTH": "a month",
    "WEEK": "a week",
    "DAY": "a day",
    "HOUR": "an hour",
}


def place_of(thing: Thing) -> tuple[str | None, str | None]:
    """Venue and address."""
    venue: str | None = None
    for value in thing.values("location", "jobLocation"):
        if isinstance(value, str):
            venue = venue or plain(value, longest=200)
            continue
        if "VirtualLocation" in value.types:
            venue = venue or "Online"
            continue
        address = address_of(value)
        name = plain(value.text("name"), longest=200)
        if name or address:
            return name, address
    if venue is None and _is_said(thing, "eventAttendanceMode", "online"):
        venue = "Online"
    if venue is None and _is_said(thing, "jobLocationType", "telecommute"):
        venue = "From home"
    return venue, None


def _is_said(thing: Thing, name: str, word: str) -> bool:
    written = (short_name(one).lower() for one in thing.texts(name))
    return any(one.startswith(word) for one in written)


def address_of(place: Thing) -> str | None:
    """A postal address on one line."""
    values = place.values("address")
    # A card may state the parts of its address itself.
    if "PostalAddress" in place.types or (not values and place.text("streetAddress")):
        values = (place,)
    for value in values:
        if isinstance(value, str):
            return plain(value, longest=300)
        parts = (plain(value.text(name)) for name in _ADDRESS_PARTS)
        if written := ", ".join(dict.fromkeys(part for part in parts if part)):
            return written
    return None


def price_of(thing: Thing) -> str | None:
    """What it costs: "Free", "£5", "£5 to £8", or as it is worded."""
    if (thing.text("isAccessibleForFree") or "").lower() in {
        "true",
        "http://schema.org/true",
        "https://schema.org/true",
    }:
        return "Free"
    amounts: list[str] = []
    for offer in thing.values("offers"):
        if isinstance(offer, Thing):
            amounts.extend(_amounts(offer))
    if not amounts:
        return price_wording(plain(thing.text("price"), longest=120))
    try:
        ordered = sorted(set(amounts), key=_number)
    except ValueError:
        return price_wording(plain(amounts[0], longest=120))
    first, last = price_wording(ordered[0]), price_wording(ordered[-1])
    return first if first == last else f"{first} to {last}"


def salary_of(job: Thing) -> str | None:
    """A salary as worded, or amounts with their unit: "£25,000 to £28,000 a year"."""
    for value in job.values("baseSalary", "estimatedSalary", "salary"):
        if isinstance(value, str):
            return plain(value, longest=200)
        currency = value.text("currency", "priceCurrency")
        inner = next(iter(value.things("value")), value)
        numbers = [inner.text("minValue"), inner.text("maxValue")]
        if not any(numbers):
            numbers = [inner.text("value"), None]
        amounts = [_money(number, currency) for number in numbers if number]
        if amounts:
            unit = _UNITS.get((inner.text("unitText") or "").upper())
            wording = " to ".join(dict.fromkeys(amounts))
            return f"{wording} {unit}" if unit else wording
    return None


def _amounts(offer: Thing) -> list[str]:
    currency = offer.text("priceCurrency")
    found = [offer.text("lowPrice"), offer.text("highPrice")]
    if not any(found):
        found = [offer.text("price")]
    for inner in offer.things("priceSpecification", "offers"):
        if not any(found):
            found = [inner.text("price", "minPrice")]
            currency = currency or inner.text("priceCurrency")
    return [_money(amount, currency) for amount in found if amount]


def _money(amount: str, currency: str | None) -> str:
    amount = plain(amount, longest=60) or ""
    try:
        number = float(amount.replace(",", ""))
    except ValueError:
        return amount
    sign = _SIGNS.get((currency or "").upper().strip())
    figure = f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}"
    if sign:
        return f"{sign}{figure}"
    return f"{currency} {figure}" if currency and number else figure


def _number(amount: str) -> float:
    return float(amount.lstrip("£€$ ").replace(",", "").removeprefix("GBP").strip())
