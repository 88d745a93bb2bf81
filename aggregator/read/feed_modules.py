"""Which elements of which feed module say what, for every feed reader alike.

Names are `prefix_element` in lower case, the prefix as feedparser has it for the
namespaces it knows and as the document writes it for the others: `ev` is RSS 1.0's
event module, `xcal` and `ical` iCalendar in XML, `libcal` Springshare's, `mc` the
WordPress plug-in My Calendar's, `job_listing` WP Job Manager's.
"""

from collections.abc import Mapping

STARTS = (
    *("ev_startdate", "xcal_dtstart", "ical_dtstart", "event_startdate"),
    *("event_start", "event_start_date", "libcal_date", "startdate", "start_date"),
    *("start", "dtstart", "eventdate", "event_date", "cal_dtstart", "mc_startdate"),
)
ENDS = (
    *("ev_enddate", "xcal_dtend", "ical_dtend", "event_enddate", "event_end"),
    *("event_end_date", "enddate", "end_date", "end", "dtend", "cal_dtend"),
)
OPENS = ("libcal_start", "event_starttime", "starttime", "start_time")
SHUTS = ("libcal_end", "event_endtime", "endtime", "end_time")
LOCATIONS = (
    *("ev_location", "xcal_location", "ical_location", "event_location"),
    *("libcal_location", "libcal_campus", "location", "venue", "event_venue"),
    *("job_listing_location", "cal_location", "georss_featurename"),
)
PRICES = ("event_cost", "cost", "price", "event_price")
STATUSES = ("xcal_status", "event_status", "ical_status")
EMPLOYERS = ("job_listing_company", "company", "employer")

ALL = frozenset(
    (*STARTS, *ENDS, *OPENS, *SHUTS, *LOCATIONS, *PRICES, *STATUSES, *EMPLOYERS)
)


def module_facts(values: Mapping[str, str]) -> dict[str, str | None]:
    """The arguments of a `RawEntry` that come from modules."""
    return {
        "starts": _first(values, STARTS),
        "ends": _first(values, ENDS),
        "opens": _first(values, OPENS),
        "shuts": _first(values, SHUTS),
        "location": _first(values, LOCATIONS),
        "price": _first(values, PRICES),
        "status": _first(values, STATUSES),
        "employer": _first(values, EMPLOYERS),
    }


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    if not values:
        return None
    for name in names:
        if found := values.get(name):
            return found
    return None
