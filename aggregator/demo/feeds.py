"""The town's feeds: RSS news, an Atom blog, its neighbours' RSS, local businesses."""

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import escape as xml

from aggregator.demo.happenings import Dated, Event, Town

_EVENTS = "http://purl.org/rss/1.0/modules/event/"
_MEDIA = "http://search.yahoo.com/mrss/"


def news(town: Town, base: str) -> str:
    """Council news, as RSS with pictures."""
    return _rss(
        "Ambleford District Council: news",
        base,
        [_article(article, base) for article in town.articles],
    )


def businesses(town: Town, base: str) -> str:
    """The business association's feed."""
    return _rss(
        "Ambleford means business",
        base,
        [_article(business, base) for business in town.businesses],
    )


def community(town: Town, base: str) -> str:
    """What the community centre tells of, in its own words."""
    told = [event for event in town.single if event.text.retold]
    return _rss(
        "Ambleford Community Centre: what's on in town",
        base,
        [_happening(event, base) for event in told],
    )


def blog(town: Town, base: str) -> str:
    """The libraries' blog, as Atom."""
    newest = town.posts[0].published.isoformat() if town.posts else ""
    entries = "".join(_post(post, base) for post in town.posts)
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">'
        "<title>Between the shelves: Ambleford Libraries</title>"
        f"<id>{base}/blog.atom</id><updated>{newest}</updated>"
        f'<link href="{base}/blog.atom" rel="self"/>{entries}</feed>'
    )


def _rss(title: str, base: str, items: Sequence[str]) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<rss version="2.0" xmlns:ev="{_EVENTS}" xmlns:media="{_MEDIA}"><channel>'
        f"<title>{xml(title)}</title><link>{base}/</link>"
        f"<description>{xml(title)}</description><language>en-gb</language>"
        f"{''.join(items)}</channel></rss>"
    )


def _article(article: Dated, base: str) -> str:
    text, link = article.text, f"{base}/{article.slug}?utm_source=rss"
    picture = f"{base}/pictures/{text.picture}.jpg"
    alt = (
        f'<media:description type="plain">{xml(text.picture_alt)}</media:description>'
        if text.picture_alt
        else ""
    )
    return (
        f"<item><title>{xml(text.title)}</title><link>{xml(link)}</link>"
        f'<guid isPermaLink="false">{article.slug}</guid>'
        f"<pubDate>{format_datetime(article.published)}</pubDate>"
        f"<description>{xml(f'<p>{escape(text.summary)}</p>')}</description>"
        f'<media:content url="{picture}" type="image/jpeg" medium="image">{alt}'
        "</media:content></item>"
    )


def _happening(event: Event, base: str) -> str:
    title = event.text.retold[-1]
    return (
        f"<item><title>{xml(title)}</title>"
        f"<link>{base}/community/{event.slug}</link>"
        f'<guid isPermaLink="false">community-{event.slug}</guid>'
        f"<description>{xml(event.text.summary)}</description>"
        f"<ev:startdate>{event.starts.isoformat()}</ev:startdate>"
        f"<ev:enddate>{event.ends.isoformat()}</ev:enddate>"
        f"<ev:location>{xml(event.venue)}</ev:location></item>"
    )


def _post(post: Dated, base: str) -> str:
    return (
        f"<entry><title>{xml(post.text.title)}</title><id>{base}/{post.slug}</id>"
        f'<link href="{base}/{post.slug}"/>'
        f"<published>{post.published.isoformat()}</published>"
        f"<updated>{post.published.isoformat()}</updated>"
        "<author><name>The library team</name></author>"
        f'<summary type="html">{xml(f"<p>{escape(post.text.summary)}</p>")}</summary>'
        "</entry>"
    )
