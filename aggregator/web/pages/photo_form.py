"""The photo of a form, with what was typed beside it."""

from datetime import date
from zoneinfo import ZoneInfo

from aggregator.desk.added_photos import Upload
from aggregator.web.visit import Visit


def upload_of(visit: Visit) -> Upload:
    """What was sent, as it was sent; the body is empty where no file was chosen."""
    typed = visit.form
    return Upload(
        body=visit.files.get("photo", b""),
        alt=typed.get("alt", ""),
        basis=typed.get("basis", ""),
        record=typed.get("record", ""),
        credit=typed.get("credit", ""),
        until=typed.get("until", ""),
        decorative=typed.get("decorative") == "yes",
    )


def today_of(visit: Visit) -> date:
    """The day that it is for the council."""
    zone = ZoneInfo(visit.parts.configuration.council.timezone)
    return visit.now.astimezone(zone).date()
