"""What the pages of events and vacancies say of themselves, as schema.org has it."""

import json
from typing import Any

from markupsafe import Markup

from aggregator.demo.job_texts import EMPLOYER
from aggregator.demo.places import TOWN, Place
from aggregator.demo.values import Event, Job


def event_data(event: Event, base: str) -> Markup:
    """An Event, with its status and, where it moved, the date that it had."""
    text = event.text
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": text.title,
        "description": text.summary,
        "url": f"{base}/events/{event.slug}",
        "startDate": event.starts.isoformat(),
        "endDate": event.ends.isoformat(),
        "eventStatus": f"https://schema.org/{_status(event)}",
        "location": _place(event.place),
        "image": {
            "@type": "ImageObject",
            "url": f"{base}/pictures/{text.picture}",
            "caption": text.picture_alt,
        },
        "isAccessibleForFree": (text.price or "").startswith("Free"),
    }
    if event.sold_out:
        data["offers"] = {
            "@type": "Offer",
            "availability": "https://schema.org/SoldOut",
        }
    if event.moved_from is not None:
        data["previousStartDate"] = event.moved_from.isoformat()
    return _script(data)


def job_data(job: Job, base: str) -> Markup:
    """A JobPosting; `validThrough` is the end of its closing date."""
    post = job.post
    return _script(
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": post.text.title,
            "description": post.text.summary,
            "identifier": {
                "@type": "PropertyValue",
                "name": EMPLOYER,
                "value": job.reference,
            },
            "url": f"{base}/jobs/{job.reference}",
            "datePosted": job.published.date().isoformat(),
            "validThrough": job.closes.isoformat(),
            "hiringOrganization": {"@type": "Organization", "name": EMPLOYER},
            "jobLocation": _place(post.place),
        }
    )


def _status(event: Event) -> str:
    if event.cancelled:
        return "EventCancelled"
    return "EventRescheduled" if event.moved_from is not None else "EventScheduled"


def _place(place: Place) -> dict[str, Any]:
    return {
        "@type": "Place",
        "name": place.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.street,
            "addressLocality": TOWN,
            "postalCode": place.postcode,
            "addressCountry": "GB",
        },
    }


def _script(data: dict[str, Any]) -> Markup:
    # Inside a script element only this could end it.
    return Markup(json.dumps(data, ensure_ascii=False).replace("</", "<\\/"))  # noqa: S704
