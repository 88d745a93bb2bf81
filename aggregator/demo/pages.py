"""The town's web pages, from `templates/`."""

from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader

from aggregator.demo.job_texts import EMPLOYER
from aggregator.demo.structured import event_data, job_data
from aggregator.demo.values import Dated, Event, Job, Town

_NEXT = 3


def _clock(moment: datetime) -> str:
    """As people write it: 10.30am, 2pm."""
    minutes = f"{moment:.%M}" if moment.minute else ""
    return f"{moment:%-I}{minutes}{moment:%p}".lower()


_ENVIRONMENT = Environment(
    loader=PackageLoader("aggregator.demo"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["clock"] = _clock


def style() -> str:
    """The style sheet."""
    return _ENVIRONMENT.get_template("style.css").render()


def home(town: Town) -> str:
    """The front page."""
    coming = [event for event in town.single if not event.cancelled]
    return _render("home", "Welcome to Ambleford", town=town, next=coming[:_NEXT])


def whats_on(town: Town) -> str:
    """All events as cards."""
    return _render(
        "whats-on",
        "What\N{RIGHT SINGLE QUOTATION MARK}s on in our libraries",
        town=town,
    )


def event_page(event: Event, base: str) -> str:
    """One event, with its schema.org data."""
    data = event_data(event, base)
    return _render("event", event.text.title, event=event, data=data)


def community(town: Town) -> str:
    """The community centre's list."""
    told = [one for one in town.single if one.text.retold and not one.cancelled]
    return _render("community", "On in town: the community centre", told=told)


def community_page(event: Event) -> str:
    """One event as the community centre tells it, without structured data."""
    return _render("community-event", event.said_last, event=event)


def jobs(town: Town) -> str:
    """All vacancies as cards."""
    return _render("jobs", "Jobs with us", town=town, employer=EMPLOYER)


def job_page(job: Job, base: str) -> str:
    """One vacancy, with its schema.org data."""
    return _render("job", job.post.text.title, job=job, data=job_data(job, base))


def news(town: Town) -> str:
    """The latest articles."""
    return _render("column", "News", column=town.articles)


def blog(town: Town) -> str:
    """The latest posts."""
    return _render("column", "Between the shelves: our blog", column=town.posts)


def businesses(town: Town) -> str:
    """The latest businesses."""
    return _render("column", "Ambleford means business", column=town.businesses)


def article_page(article: Dated) -> str:
    """A news article, a post or a business."""
    column = "/" + article.slug.partition("/")[0]
    return _render("article", article.text.title, article=article, column=column)


def _render(page: str, title: str, **values: Any) -> str:  # noqa: ANN401 - a template's
    return _ENVIRONMENT.get_template(f"{page}.html").render(title=title, **values)
