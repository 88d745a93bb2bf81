"""The town's feeds: RSS news, an Atom blog, its neighbours' RSS, local businesses."""

from collections.abc import Iterable, Sequence
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import escape as xml

from aggregator.demo.pictures import content_type
from aggregator.demo.values import Dated, Event, Town

_EVENTS = "http://purl.org/rss/1.0/modules/event/"
_MEDIA = "http://search.yahoo.com/mrss/"
_ATOM = "http://www.w3.org/2005/Atom"


def news(town: Town, base: str) -> str:
    """Council news, as RSS with pictures."""
    title = "Ambleford District Council: news"
    return _rss(title, base, "/news", [_article(one, base) for one in town.articles])


def businesses(town: Town, base: str) -> str:
    """The business association's feed."""
    items = [_article(one, base) for one in town.businesses]
    return _rss("Ambleford means business", base, "/businesses", items)


def community(town: Town, base: str) -> str:
    """What the community centre tells of, in its own words; it never cancels."""
    told = (one for one in town.single if one.text.retold and not one.cancelled)
    items = [_happening(event, base) for event in told]
    title = "Ambleford Community Centre: on in town"
    return _rss(title, base, "/community", items)


def blog(town: Town, base: str) -> str:
    """The libraries' blog, as Atom."""
    newest = max(post.published for post in town.posts)
    entries = "".join(_post(post, base) for post in town.posts)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="{_ATOM}" xml:lang="en-GB">'
        "<title>Between the shelves: Ambleford Libraries</title>"
        f"<id>{base}/blog.atom</id><updated>{newest.isoformat()}</updated>"
        f'<link href="{base}/blog"/><link href="{base}/blog.atom" rel="self"/>'
        f"{entries}</feed>"
    )


def _rss(title: str, base: str, path: str, items: Sequence[str]) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<rss version="2.0" xmlns:ev="{_EVENTS}" xmlns:media="{_MEDIA}"><channel>'
        f"<title>{xml(title)}</title><link>{base}{path}</link>"
        f"<description>{xml(title)}</description><language>en-gb</language>"
        f"{''.join(items)}</channel></rss>"
    )


def _article(article: Dated, base: str) -> str:
    text, link = article.text, f"{base}/{article.slug}?utm_source=rss"
    alt = (
        f'<media:description type="plain">{xml(text.picture_alt)}</media:description>'
        if text.picture_alt
        else ""
    )
    return (
        f"<item><title>{xml(text.title)}</title><link>{xml(link)}</link>"
        f'<guid isPermaLink="false">{article.slug}</guid>'
        f"<pubDate>{format_datetime(article.published)}</pubDate>"
        f"<description>{_paragraphs([text.summary, *text.body])}</description>"
        f'<media:content url="{base}/pictures/{text.picture}" '
        f'type="{content_type(text.picture)}" medium="image">{alt}'
        "</media:content></item>"
    )


def _happening(event: Event, base: str) -> str:
    return (
        f"<item><title>{xml(event.said_last)}</title>"
        f"<link>{base}/community/{event.slug}</link>"
        f'<guid isPermaLink="false">community-{event.slug}</guid>'
        f"<description>{xml(event.text.briefly)}</description>"
        f"<ev:startdate>{event.starts.isoformat()}</ev:startdate>"
        f"<ev:enddate>{event.ends.isoformat()}</ev:enddate>"
        f"<ev:location>{xml(event.place.name)}</ev:location></item>"
    )


def _post(post: Dated, base: str) -> str:
    return (
        f"<entry><title>{xml(post.text.title)}</title><id>{base}/{post.slug}</id>"
        f'<link href="{base}/{post.slug}"/>'
        f"<published>{post.published.isoformat()}</published>"
        f"<updated>{post.published.isoformat()}</updated>"
        "<author><name>The library team</name></author>"
        f'<summary type="html">{_paragraphs([post.text.summary])}</summary>'
        f'<content type="html">{_paragraphs([post.text.summary, *post.text.body])}'
        "</content></entry>"
    )


def _paragraphs(texts: Iterable[str]) -> str:
    """Markup, escaped once more: it is text to the feed."""
    return xml("".join(f"<p>{escape(text)}</p>" for text in texts))
