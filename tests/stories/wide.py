"""A second labelled set, told apart from the rules: realistic items in groups.

In `data/learn.txt`, `data/held.txt` and `data/extra.txt`, `# what the group is about`
begins a group and every other line is an item. `+` begins another story of the group,
`=` is of the story before it; the facts stand between tildes, `-` for one that is
absent: source and kind, title, when (start, closing date or publication), where (venue,
employer or address), address of the page, summary, and anything else as `name=value`.
All pairs of a group count. What is in `learn.txt` is to learn from; `held.txt` is to be
measured only, and so is `extra.txt`, which was written later, before the rules were
touched again. `fresh.txt` and `second.txt` were written before the rules were read,
`sealed.txt` after; each was measured once as it stood, and what it then showed was
learnt from. `notices.txt` and `notices_held.txt` were written at once, before any rule
was made for what they hold: road closures, consultations and other notices, news told
as events, shops, Welsh. The first was learnt from, and the second after it had been
measured once.
"""

from itertools import combinations
from pathlib import Path

from aggregator.model.item_json import item_from_json

DATA = Path(__file__).parent / "data"
PARTS = (
    "learn",
    "held",
    "extra",
    "fresh",
    "second",
    "sealed",
    "notices",
    "notices_held",
)
KINDS = {"e": "event", "j": "job", "n": "news", "b": "business", "s": "share"}
WHEN = {"e": "starts", "j": "closes"}
WHERE = {"e": "venue", "j": "employer"}


def groups(part):
    """Each group as its name and a list of (story, item)."""
    found, story = [], 0
    for line in (DATA / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found.append((line[2:], []))
            continue
        story += line.startswith("+")
        _, members = found[-1]
        number = f"{len(found)}-{len(members)}"
        members.append((story, read(line[2:], number)))
    return found


def pairs(part):
    """Each pair of a group: its name, whether it is one thing, one item, the other."""
    for name, members in groups(part):
        for (story, one), (story2, other) in combinations(members, 2):
            yield name, story == story2, one, other


def read(line, number):
    first, title, when, where, url, summary, *more = (
        part.strip() for part in line.split(" ~ ")
    )
    source, kind = first.split()
    facts = {
        "title": title,
        WHEN.get(kind, "published"): moment(when, kind),
        WHERE.get(kind, "address"): where,
        "url": url,
        "summary": summary,
        **dict(part.split("=", 1) for part in more),
    }
    facts = {name: value for name, value in facts.items() if value != "-"}
    named = {"id": number, "source": source, "kind": KINDS[kind]}
    return item_from_json({**named, "timezone": "Europe/London", **facts})


def moment(when, kind):
    if len(when) == 10 and kind in "nsb":
        return f"{when}T00:00:00+00:00"
    if len(when) == 16:
        return f"{when.replace(' ', 'T')}:00+00:00"
    return when
