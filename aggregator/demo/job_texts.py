"""Vacancies at the council."""

from dataclasses import dataclass

from aggregator.demo import places
from aggregator.demo.places import Place
from aggregator.demo.texts import Text

EMPLOYER = "Ambleford District Council"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post to be filled."""

    text: Text
    salary: str
    hours: str
    place: Place


def _post(  # noqa: PLR0917 - a table of posts reads best as columns
    slug: str, title: str, summary: str, body: str, salary: str, hours: str, at: Place
) -> Post:
    text = Text(slug=slug, title=title, summary=summary, body=(body,))
    return Post(text=text, salary=salary, hours=hours, place=at)


POSTS = (
    _post(
        "library-assistant",
        "Library Assistant",
        "You enjoy people as much as books, and stay calm when the printer does not.",
        "You need no library experience: we train everybody on the job, and look for "
        "kindness, patience and a tidy mind.",
        "£24,796 a year, pro rata",
        "Part time, 18 hours a week with every second Saturday",
        places.NETTLEBY,
    ),
    _post(
        "park-ranger",
        "Park Ranger",
        "Look after three parks, two ponds and the volunteers who love them.",
        "You drive, know a rowan from an ash, and do not mind rain. A chainsaw ticket "
        "helps; we pay for it if you have none.",
        "£26,409 to £28,163 a year",
        "Full time, 37 hours a week",
        places.TOWN_HALL,
    ),
    _post(
        "mobile-library-driver",
        "Mobile Library Driver",
        "Drive our mobile library to forty villages, and know every reader by name.",
        "A C1 licence is needed, or the will to get one with us.",
        "£25,583 a year",
        "Full time, 37 hours a week",
        places.CENTRAL,
    ),
    _post(
        "apprentice-web-editor",
        "Apprentice Web Editor",
        "Learn to write so that everybody understands, while you earn and study.",
        "Four days with our small digital team, one at Ambleford College. You end with "
        "a level 3 diploma.",
        "£17,364 a year",
        "Full time, fixed term of 18 months",
        places.TOWN_HALL,
    ),
    _post(
        "museum-learning-officer",
        "Museum Learning Officer",
        "Bring our mill museum to life for schools, families and people with dementia.",
        "You have taught, guided or entertained, and can explain a spinning mule to a "
        "six year old.",
        "£30,060 a year",
        "Part time, 30 hours a week",
        places.MUSEUM,
    ),
)
