"""The labelled posts, and what the checks say of them."""

from dataclasses import dataclass
from pathlib import Path

from aggregator.drafts.checks import CheckContext, check
from aggregator.model.facts import Kind, Status
from tests.builders import NOW, a_story
from tests.drafts.stories import at

FILE = Path(__file__).parent / "data" / "posts.txt"
LINK = "https://example.org/e"
_EVENT = {"title": "Storytime", "summary": "Stories.", "starts": at(5, 10, 30)}
_STORIES = {
    "E": _EVENT,
    "F": {**_EVENT, "price": "Free"},
    "C": {**_EVENT, "status": Status.CANCELLED},
    "N": {"kind": Kind.NEWS, "title": "News", "starts": None},
    "J": {"kind": Kind.JOB, "title": "A job", "starts": None},
}


@dataclass(frozen=True)
class Post:
    """One text, the rules it breaks, and those that the checks name."""

    text: str
    expected: frozenset[str]
    found: frozenset[str]


def posts():
    lines = FILE.read_text("utf-8").splitlines()
    return [judged(line) for line in lines if not line.startswith("#")]


def judged(line):
    kind, rules, text = line.split("|", 2)
    text = text.replace(" / ", "\n").replace("LINK", LINK)
    story = a_story(dates=(), url=LINK, **_STORIES[kind])
    context = CheckContext(network="x", story=story, link=LINK, now=NOW)
    found = frozenset(finding.rule for finding in check(text, context))
    return Post(text, frozenset(rules.split()), found)
