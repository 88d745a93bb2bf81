"""The labelled posts, and what the checks say of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from aggregator.drafts.checks import CheckContext, check
from aggregator.model.check_rules import CheckRules, PreElection
from aggregator.model.facts import Kind, Status
from tests.builders import NOW, a_story
from tests.drafts.stories import at

DATA = Path(__file__).parent / "data"
NAMES = (
    *("Ambleford", "Thornbeck", "Kirkby Marsh", "Harrowdale", "Penllyn"),
    *("Aberystwyth", "Machynlleth", "Llandysul", "Preston"),
)
_IN_AN_ELECTION = frozenset({"V", "R", "RP", "NV", "SV"})
_ELECTION = PreElection(
    starts=date(2026, 11, 2), until=date(2026, 12, 10), names=("Cllr Joan Peake",)
)
LINK = "https://example.org/e"
_EVENT = {"title": "Storytime", "summary": "Stories.", "starts": at(5, 10, 30)}
_CAROLS = {"title": "Carols at St Oswin's", "summary": "Carols by candlelight."}
_STORIES = {
    "E": _EVENT,
    "F": {**_EVENT, "price": "Free"},
    "C": {**_EVENT, "status": Status.CANCELLED},
    "N": {"kind": Kind.NEWS, "title": "News", "starts": None},
    "J": {"kind": Kind.JOB, "title": "A job", "starts": None},
    "P": {**_EVENT, "price": "£5", "venue": "Kirkby Marsh Village Hall"},
    "W": {**_EVENT, "title": "Amser stori", "venue": "Llyfrgell Tregaron"},
    "V": {"kind": Kind.NEWS, "title": "News", "starts": None},
    "R": {"kind": Kind.SHARE, "title": "A post", "starts": None},
    "RP": {
        "kind": Kind.SHARE,
        "title": "Vote for a better Ambleford",
        "summary": "The Liberal Democrats' plan for our town.",
        "starts": None,
    },
    "EV": {
        "title": "Tea dance",
        "summary": "An afternoon of dancing with a live organist.",
        "starts": datetime(2026, 11, 27, 13, 30, tzinfo=UTC),
        "venue": "Harrowdale Town Hall",
    },
    "EF": {
        "title": "Family film",
        "summary": "Paddington. Popcorn included.",
        "starts": at(9, 14),
        "price": "Free",
        "venue": "Ambleford Library",
    },
    "EP": {
        "title": "Wreath making workshop",
        "summary": "Make a wreath with Thornbeck florist Ivy & Co.",
        "starts": at(10, 18, 30),
        "price": "£12",
        "venue": "Thornbeck Village Hall",
    },
    "EX": {
        **_CAROLS,
        "starts": at(11, 19),
        "status": Status.CANCELLED,
        "venue": "St Oswin's Church",
    },
    "EM": {
        "title": "Harrowdale Christmas Market",
        "summary": "Sixty stalls and the Silver Band.",
        "starts": date(2026, 12, 4),
        "ends": date(2026, 12, 6),
        "venue": "Harrowdale town centre",
    },
    "EW": {
        "title": "Gweithdy torchau Nadolig",
        "summary": "Dewch i wneud torch.",
        "starts": at(5, 10),
        "venue": "Llyfrgell Aberystwyth",
    },
    "JL": {
        "kind": Kind.JOB,
        "title": "Library Assistant",
        "starts": None,
        "closes": date(2026, 12, 6),
        "venue": "Ambleford",
    },
    "JG": {
        "kind": Kind.JOB,
        "title": "Gritter driver",
        "starts": None,
        "closes": at(11, 12),
        "venue": None,
    },
    "NB": {"kind": Kind.NEWS, "title": "Christmas bin days", "starts": None},
    "NR": {"kind": Kind.NEWS, "title": "Road closures", "starts": None},
    "NL": {"kind": Kind.NEWS, "title": "Library news", "starts": None},
    "NW": {"kind": Kind.NEWS, "title": "Newyddion", "starts": None, "language": "cy"},
    "NV": {"kind": Kind.NEWS, "title": "Polling day", "starts": None},
    "BB": {"kind": Kind.BUSINESS, "title": "Crumb & Co", "starts": None},
    "SS": {"kind": Kind.SHARE, "title": "A post", "starts": None},
    "SV": {"kind": Kind.SHARE, "title": "A post", "starts": None},
}


@dataclass(frozen=True)
class Post:
    """One text, the rules it breaks, and those that the checks name."""

    text: str
    expected: frozenset[str]
    found: frozenset[str]


def posts(part="posts"):
    """The posts of a part: "posts" is developed on, "held_out" is not."""
    lines = (DATA / f"{part}.txt").read_text("utf-8").splitlines()
    return [judged(line) for line in lines if not line.startswith("#")]


def told(part):
    """The texts of a part, each with what is known of it."""
    lines = (DATA / f"{part}.txt").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            text, _, context = taken_apart(line)
            yield text, context


def judged(line):
    text, expected, context = taken_apart(line)
    found = frozenset(finding.rule for finding in check(text, context))
    return Post(text, expected, found)


def taken_apart(line):
    kind, broken, text = line.split("|", 2)
    text = text.replace(" / ", "\n").replace("LINK", LINK)
    story = a_story(dates=(), url=LINK, **_STORIES[kind])
    held = (_ELECTION,) if kind in _IN_AN_ELECTION else ()
    rules = CheckRules(names=NAMES, pre_elections=held)
    context = CheckContext(network="x", story=story, link=LINK, now=NOW, rules=rules)
    return text, frozenset(broken.split()), context
