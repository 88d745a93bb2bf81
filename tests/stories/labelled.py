"""The labelled set: realistic council items, in pairs, each labelled by who wrote it.

Everything is written by the project: invented towns, the subjects in
`data/subjects.json` with the ways in which different sources word them, and near
misses that are different things. Run it to write `data/dev.jsonl` and
`data/test.jsonl` again, the same each time. The parts share no story and no town.
The test part is to be measured, never tuned on: whoever has learnt from its faults
moves its subjects to the development part and writes new ones.
"""

import json
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

DATA = Path(__file__).parent / "data"
ZONE = ZoneInfo("Europe/London")
FIRST = date(2026, 11, 30)
SUBJECTS = json.loads((DATA / "subjects.json").read_text(encoding="utf-8"))
_ids = count(1)


def item(source, kind, title, **facts):
    number = next(_ids)
    known = {name: value for name, value in facts.items() if value is not None}
    return {"id": f"i{number}", "source": source, "kind": kind, "title": title, **known}


def moment(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).isoformat()


def slug(text):
    kept = "".join(char if char.isalnum() else " " for char in text.lower())
    return "-".join(kept.split())


def same(why, one, other):
    return {"why": why, "same": True, "one": one, "other": other}


def apart(why, one, other):
    return {"why": why, "same": False, "one": one, "other": other}


def event_pairs(number, subject, town, place):
    plain, second, third = subject["titles"]
    text, retold, others = subject["text"], subject["retold"], subject["others"]
    day = FIRST + timedelta(days=(number * 5) % 40)
    hour, minute = 10 + number % 4, 30 * (number % 2)
    start = moment(day, hour, minute)
    venue, library = f"{town} {place}", f"{place}, {town}"
    page = f"https://www.{slug(town)}.example/events/{slug(plain)}-{number}"
    base = {"starts": start, "venue": venue, "summary": text, "url": page}

    def told(title, source="hub", **facts):
        return item(source, "event", title, **{**base, "url": None, **facts})

    def first():
        return item("council", "event", plain, **base)

    later = moment(day, hour + 4, minute)
    week = moment(day + timedelta(days=7), hour, minute)
    yield same("reworded", first(), told(second, summary=retold))
    yield same("reworded", first(), told(third, summary=None))
    yield same("reworded twice", told(second), told(third, "blog", summary=retold))
    yield same("upper case", first(), told(plain.upper(), summary=retold))
    yield same("place in title", first(), told(f"{plain} at {venue}"))
    yield same(
        "venue written out",
        first(),
        told(second, venue=f"{venue}, High Street, {town} AM1 2BC"),
    )
    yield same("venue turned round", first(), told(plain, venue=library))
    yield same(
        "venue missing, place in title",
        first(),
        told(f"{plain}, {venue}", venue=None, summary=retold),
    )
    yield same("day only", first(), told(second, starts=day.isoformat()))
    yield same("cancelled", first(), told(f"CANCELLED: {plain}", status="cancelled"))
    yield same("labelled", first(), told(f"Event: {plain}", summary=None))
    yield same("untitled in a hub", first(), told("Event", summary=retold))
    yield same(
        "tracking and scheme",
        first(),
        told(plain, url=page.replace("https", "http") + "/?utm_source=hub"),
    )
    yield same(
        "moved, same page",
        first(),
        item(
            "hub",
            "event",
            plain,
            **{**base, "starts": later[:11] + start[11:], "url": page + "?fbclid=1"},
        ),
    )
    yield same(
        "moved to another day",
        first(),
        item(
            "council",
            "event",
            plain,
            **{**base, "starts": moment(day + timedelta(days=2), hour, minute)},
        ),
    )
    yield same(
        "another week",
        first(),
        item("council", "event", plain, **{**base, "starts": week}),
    )
    yield same(
        "another week, own page",
        first(),
        item("council", "event", plain, **{**base, "starts": week, "url": f"{page}-2"}),
    )
    yield same(
        "in UTC",
        first(),
        told(
            second,
            starts=datetime.fromisoformat(start)
            .astimezone(ZoneInfo("UTC"))
            .isoformat(),
        ),
    )
    yield same("summary only", first(), told(second, venue=None, summary=text))
    far = {"venue": f"Otherby {place}", "url": page.replace(slug(town), "otherby")}
    listed = f"https://www.{slug(town)}.example/whats-on"
    yield apart("other branch", first(), told(plain, **far))
    yield apart(
        "other branch, same words",
        first(),
        told(second, venue=far["venue"], summary=retold),
    )
    yield apart("other session", first(), told(plain, starts=later))
    yield apart(
        "other session, same page",
        first(),
        item("council", "event", plain, **{**base, "starts": later}),
    )
    yield apart(
        "other session in title",
        told(f"{plain} (morning)", starts=day.isoformat()),
        told(f"{plain} (afternoon)", "blog", starts=day.isoformat()),
    )
    for other in others:
        yield apart(
            "near miss, same start and venue", first(), told(other, summary=None)
        )
        yield apart(
            "near miss on one list page",
            told(plain, url=listed, summary=None),
            told(other, url=listed, summary=None),
        )
        yield apart(
            "near miss, venue unknown",
            first(),
            told(other, venue=None, summary=None),
        )
    yield apart(
        "numbered parts",
        told(f"{plain}: part 1", summary=None),
        told(f"{plain}: part 2", "blog", summary=None),
    )
    yield apart(
        "untitled twice",
        told("Event", summary=None),
        told("Event", "blog", venue=f"Otherby {place}", summary=None),
    )
    yield apart(
        "other day, venue unknown",
        first(),
        told(second, venue=None, starts=moment(day + timedelta(days=3), hour)),
    )


def job_pairs(number, subject, town):
    title, second, other = subject["title"], subject["again"], subject["other"]
    closes = (FIRST + timedelta(days=10 + number)).isoformat()
    employer = f"{town} Council"
    page = f"https://jobs.{slug(town)}.example/vacancy/{400 + number}"
    base = {"closes": closes, "employer": employer, "salary": f"£2{number},500"}

    def first(**facts):
        return item("council", "job", title, **{**base, "url": page, **facts})

    def told(name, **facts):
        return item("board", "job", name, **{**base, **facts})

    yield same("two boards", first(), told(second))
    yield same("upper case", first(), told(title.upper(), salary=None))
    yield same(
        "employer written out",
        first(),
        told(second, employer=f"{town} District Council"),
    )
    yield same(
        "same page, closing later",
        first(),
        first(closes=(FIRST + timedelta(days=40)).isoformat()),
    )
    yield same(
        "reference",
        first(summary=f"Job reference: AB{900 + number}"),
        told(f"{second} (Ref AB{900 + number})", employer=None),
    )
    yield same("tracking", first(), told(second, url=page + "?utm_medium=email"))
    yield same("closing time", first(), told(second, closes=f"{closes}T23:59:00+00:00"))
    yield same("no closing date", first(), told(title, closes=None, salary=None))
    yield apart("other rank", first(), told(other))
    yield apart(
        "hours",
        first(),
        told(f"{second} - other town", employer="Otherby Council"),
    )
    yield apart(
        "part time",
        told(f"{title} (part-time)"),
        item("board2", "job", f"{title} (full time)", **base),
    )
    yield apart(
        "closes on another day",
        first(),
        told(second, closes=(FIRST + timedelta(days=55)).isoformat()),
    )
    yield apart("other employer", first(), told(title, employer="Otherby Council"))
    yield apart(
        "other reference",
        first(summary="Reference: ZZ1001"),
        told(second, summary="Reference: ZZ1002"),
    )
    yield apart(
        "two pages of one board",
        first(),
        first(url=page.replace("vacancy/4", "vacancy/7")),
    )
    yield apart("other pay", first(), told(second, salary="£51,200"))


def news_pairs(number, subject, town):
    title, second, other = subject["title"], subject["again"], subject["other"]
    text = subject["text"]
    day = FIRST - timedelta(days=number)
    page = f"https://www.{slug(town)}.example/news/{slug(title)}"
    base = {"published": moment(day, 9), "summary": f"{text} {town} Council says more."}

    def first(**facts):
        return item("council", "news", title, **{**base, "url": page, **facts})

    def told(name, **facts):
        return item("gazette", "news", name, **{**base, **facts})

    yield same("mirrored", first(), told(title))
    yield same("reworded", first(), told(second, summary=text))
    yield same("upper case", first(), told(title.upper(), summary=None))
    yield same(
        "a day later",
        first(),
        told(second, published=moment(day + timedelta(days=1), 15)),
    )
    yield same("tracking", first(), told(second, url=page + "?utm_campaign=n"))
    yield same("headline rewritten", first(), first() | {"title": second})
    yield same(
        "site name added",
        first(),
        told(f"{title} | {town} Gazette", summary=text),
    )
    yield apart("other subject", first(), told(other, summary=None))
    yield apart(
        "other subject, own text",
        first(),
        told(other, summary="Something else entirely was said about this."),
    )
    yield apart(
        "last year's",
        first(),
        told(title, published=moment(day - timedelta(days=360), 9)),
    )
    yield apart(
        "list page",
        first(url=page.rpartition("/")[0]),
        told(other, url=page.rpartition("/")[0], summary=None),
    )


def business_pairs(number, town):
    name = (
        "Bean Street Coffee",
        "Okafor Bakery",
        "Wheelhouse Cycles",
        "Tide Books",
        "Fern and Fig Florist",
    )[number % 5]
    street = f"{number + 2} High Street, {town}, AM{number + 1} 2BC"
    base = {"address": street}
    first = item("council", "business", f"{name} {town}", **base)
    yield same("Ltd", first, item("hub", "business", f"{name} {town} Ltd", **base))
    yield same(
        "upper case",
        first,
        item("hub", "business", f"{name} {town}".upper(), address=street.lower()),
    )
    yield apart(
        "chain",
        first,
        item(
            "hub",
            "business",
            f"{name} {town}",
            address=f"9 Station Road, {town}, AM9 9ZZ",
        ),
    )
    yield apart("neighbour", first, item("hub", "business", "Corner Pharmacy", **base))


def pairs(part):
    for number, subject in enumerate(SUBJECTS["events"][part]):
        for turn in range(2):
            town = SUBJECTS["towns"][part][
                (number + turn) % len(SUBJECTS["towns"][part])
            ]
            place = ("Library", "Community Centre", "Central Library")[number % 3]
            yield from event_pairs(number + 20 * turn, subject, town, place)
    for number, subject in enumerate(SUBJECTS["jobs"][part]):
        for turn in range(1, 3):
            town = SUBJECTS["towns"][part][
                (number + turn) % len(SUBJECTS["towns"][part])
            ]
            yield from job_pairs(number + 10 * turn, subject, town)
    for number, subject in enumerate(SUBJECTS["news"][part]):
        yield from news_pairs(
            number,
            subject,
            SUBJECTS["towns"][part][number % len(SUBJECTS["towns"][part])],
        )
    for number, town in enumerate(SUBJECTS["towns"][part]):
        yield from business_pairs(number, town)


def written(part):
    rows = (json.dumps(one, ensure_ascii=False) for one in pairs(part))
    return "\n".join(rows) + "\n"


def main():
    DATA.mkdir(parents=True, exist_ok=True)
    for part in ("dev", "test"):
        text = written(part)
        (DATA / f"{part}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
