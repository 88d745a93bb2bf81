"""The town's web pages: cards, an event with its data, a vacancy, an article."""

import json
from typing import Any

from jinja2 import DictLoader, Environment
from markupsafe import Markup

from aggregator.demo.happenings import ZONE, Dated, Event, Job, Town

_LAYOUT = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{{ title }} | Ambleford</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss">
{% block head %}{% endblock %}</head><body>
<header><a href="/">Ambleford District Council</a><nav aria-label="Main">
<a href="/whats-on">What's on</a> <a href="/jobs">Jobs</a></nav></header>
<main><h1>{{ title }}</h1>{% block main %}{% endblock %}</main>
<footer>Ambleford is a town made up for a demonstration.</footer></body></html>"""
_PAGES = {
    "layout": _LAYOUT,
    "home": """{% extends "layout" %}{% block main %}<ul>
{% for article in town.articles %}<li><a href="/{{ article.slug }}">
{{ article.text.title }}</a></li>{% endfor %}
{% for post in town.posts %}<li><a href="/{{ post.slug }}">{{ post.text.title }}</a>
</li>{% endfor %}</ul>
<p><a href="/awards">Ambleford Reading Awards</a></p>{% endblock %}""",
    "whats-on": """{% extends "layout" %}{% block main %}
{% for event in town.events %}<article class="event">
<img src="/pictures/{{ event.text.picture }}.jpg" width="320"
 alt="{{ event.text.picture_alt or "" }}">
<h2><a href="/events/{{ event.slug }}?utm_source=whats-on">
{%- if event.cancelled %}CANCELLED: {% endif %}{{ event.text.title }}</a></h2>
<p><time class="starts" datetime="{{ event.starts.isoformat() }}">
{{- event.starts.strftime("%A %-d %B, %H:%M") }}</time> to
<time class="ends" datetime="{{ event.ends.isoformat() }}">
{{- event.ends.strftime("%H:%M") }}</time></p>
<p class="venue">{{ event.venue }}</p><p class="description">{{ event.text.summary }}
</p>{% if event.text.price %}<p class="price">{{ event.text.price }}</p>{% endif %}
</article>{% endfor %}{% endblock %}""",
    "event": """{% extends "layout" %}
{% block head %}<script type="application/ld+json">{{ data }}</script>{% endblock %}
{% block main %}{% if event.cancelled %}<p><strong>This event is cancelled.</strong></p>
{% endif %}<img src="/pictures/{{ event.text.picture }}.jpg" width="640"
 alt="{{ event.text.picture_alt or "" }}"><p>{{ event.starts.strftime(
"%A %-d %B %Y, %H:%M") }} to {{ event.ends.strftime("%H:%M") }}</p>
<p>{{ event.venue }}</p><p>{{ event.text.summary }}</p>
<p>{{ event.text.price or "" }}</p>{% endblock %}""",
    "jobs": """{% extends "layout" %}{% block main %}
{% for job in town.jobs %}<article class="vacancy"><h2>
<a href="/jobs/{{ job.reference }}">{{ job.text.title }}</a></h2>
<p class="employer">{{ job.text.facts.employer }}</p>
<p class="where">{{ job.text.facts.venue }}</p>
<p class="salary">{{ job.text.facts.salary }}</p>
<p>Closing date: <span class="closes">{{ job.closes.strftime("%-d %B %Y") }}</span></p>
<p class="description">{{ job.text.summary }}</p></article>{% endfor %}
{% endblock %}""",
    "job": """{% extends "layout" %}
{% block head %}<script type="application/ld+json">{{ data }}</script>{% endblock %}
{% block main %}<p>Reference {{ job.reference }}</p><p>{{ job.text.summary }}</p>
<p>{{ job.text.facts.salary }}</p>
<p>Closing date: {{ job.closes.strftime("%-d %B %Y") }}</p>{% endblock %}""",
    "article": """{% extends "layout" %}{% block main %}
<img src="/pictures/{{ article.text.picture }}.jpg" width="640"
 alt="{{ article.text.picture_alt or "" }}">
<p>{{ article.published.strftime("%-d %B %Y") }}</p><p>{{ article.text.summary }}</p>
{% endblock %}""",
}
STYLE = """
body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 0; color: #22303a;
  background: #f7f4ee }
header { background: #1f4e5f; padding: 1rem 1.5rem }
header a { color: #fff; font-weight: 600; margin-right: 1rem }
nav { display: inline } main { max-width: 46rem; margin: 0 auto; padding: 1rem 1.5rem }
img { max-width: 100%; height: auto; border-radius: 6px } a { color: #1f4e5f }
article { border-top: 1px solid #cfc7b8; padding: 1rem 0 }
footer { padding: 1.5rem; text-align: center; color: #55606a }
"""
_ENVIRONMENT = Environment(loader=DictLoader(_PAGES), autoescape=True)


def home(town: Town) -> str:
    """The front page."""
    return _render("home", "Ambleford today", town=town)


def whats_on(town: Town) -> str:
    """All events as cards."""
    return _render("whats-on", "What's on in our libraries", town=town)


def event_page(event: Event, base: str) -> str:
    """One event, with its schema.org data."""
    text = event.text
    status = "EventCancelled" if event.cancelled else "EventScheduled"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": text.title,
        "description": text.summary,
        "url": f"{base}/events/{event.slug}",
        "startDate": event.starts.isoformat(),
        "endDate": event.ends.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "location": {
            "@type": "Place",
            "name": event.venue,
            "address": "High Street, Ambleford",
        },
        "image": {
            "@type": "ImageObject",
            "url": f"{base}/pictures/{text.picture}.jpg",
            "caption": text.picture_alt or "",
        },
        "isAccessibleForFree": text.price == "Free",
    }
    return _render("event", text.title, event=event, data=_script(data))


def jobs(town: Town) -> str:
    """All vacancies as cards."""
    return _render("jobs", "Jobs with us", town=town)


def job_page(job: Job) -> str:
    """One vacancy, with its schema.org data."""
    data = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": job.text.title,
        "description": job.text.summary,
        "identifier": job.reference,
        "datePosted": job.published.date().isoformat(),
        "validThrough": job.closes.isoformat(),
        "hiringOrganization": {
            "@type": "Organization",
            "name": job.text.facts["employer"],
        },
    }
    return _render("job", job.text.title, job=job, data=_script(data))


def article_page(article: Dated) -> str:
    """A news article, a post or a business."""
    return _render("article", article.text.title, article=article)


def _script(data: dict[str, Any]) -> Markup:
    # Inside a script element only this could end it.
    return Markup(json.dumps(data, ensure_ascii=False).replace("</", "<\\/"))  # noqa: S704


def _render(page: str, title: str, **values: Any) -> str:  # noqa: ANN401 - a template's
    return _ENVIRONMENT.get_template(page).render(title=title, zone=ZONE, **values)
