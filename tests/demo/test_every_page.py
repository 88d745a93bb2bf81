import io
import re
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest
from PIL import Image

from tests.demo.ambleford import AN_ORDINARY_DAY, CLOCKS, ambleford

_LINKS = {"a": "href", "img": "src", "link": "href"}
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+[^\s\"'<>\\]*")


class _Page(HTMLParser):
    """Where a page leads, and the pictures on it with their words."""

    def __init__(self):
        super().__init__()
        self.leads_to, self.images, self.headings = [], [], []
        self.language = None

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in _LINKS:
            self.leads_to.append(values[_LINKS[tag]])
        if tag == "img":
            self.images.append(values)
        if tag == "html":
            self.language = values.get("lang")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)


def _parsed(answer):
    page = _Page()
    page.feed(answer.text)
    return page


def _leads_to(answer, town):
    kind = answer.headers["content-type"].partition(";")[0]
    text = answer.text.replace("\r\n ", "").replace("&amp;", "&")
    found = set(_ADDRESS.findall(text)) if not kind.startswith("image") else set()
    if kind == "text/html":
        found |= {urljoin(str(answer.url), link) for link in _parsed(answer).leads_to}
    return {urldefrag(link)[0] for link in found if link.startswith(town.base)}


def _crawled(town):
    """Every address that is reached from the front page and the sources."""
    sources = [source.url for source in town.configuration().sources]
    todo = {town.base + "/", *(url for url in sources if "/broken/" not in url)}
    done = {}
    while todo:
        url = todo.pop()
        done[url] = town.get(url)
        if done[url].status_code == 200:
            todo |= _leads_to(done[url], town) - done.keys()
    return done


@pytest.fixture(scope="module", params=CLOCKS.values(), ids=CLOCKS.keys())
def crawled(request):
    with ambleford(request.param) as town:
        yield town, _crawled(town)


def _pages(crawled):
    return {
        url: _parsed(answer)
        for url, answer in crawled[1].items()
        if answer.headers["content-type"].startswith("text/html")
    }


def test_every_link_and_picture_of_the_whole_town_answers(crawled):
    _, answers = crawled
    assert len(answers) > 60
    wrong = {url: got.status_code for url, got in answers.items()}
    assert {url: code for url, code in wrong.items() if code != 200} == {}


def test_the_front_page_leads_to_every_feed_and_list(crawled):
    town, answers = crawled
    front = _leads_to(answers[town.base + "/"], town)
    for path in ("/whats-on", "/jobs", "/news.rss", "/blog.atom", "/calendar.ics"):
        assert town.base + path in front


def test_every_page_has_a_language_one_main_heading_and_pictures_with_alt(crawled):
    for url, page in _pages(crawled).items():
        assert page.language == ("cy" if "/society/cy" in url else "en-GB"), url
        assert page.headings.count("h1") == 1, url
        assert all("alt" in image for image in page.images), url


def test_everything_can_be_asked_for_again_cheaply():
    with ambleford(AN_ORDINARY_DAY) as town:
        for url, answer in _crawled(town).items():
            by_tag = town.get(url, if_none_match=answer.headers["etag"])
            assert (by_tag.status_code, by_tag.content) == (304, b""), url
            since = answer.headers["last-modified"]
            by_date = town.get(url, if_modified_since=since)
            assert (by_date.status_code, by_date.content) == (304, b""), url
            other = town.get(url, if_none_match='"other"', if_modified_since=since)
            assert other.status_code == 200, url


def test_a_new_day_is_a_change():
    moments = [AN_ORDINARY_DAY]
    with ambleford(moments) as town:
        before = town.get("/news.rss")
        moments.append(AN_ORDINARY_DAY + timedelta(days=1))
        after = town.get("/news.rss", if_none_match=before.headers["etag"])
        assert after.status_code == 200
        since = before.headers["last-modified"]
        assert town.get("/news.rss", if_modified_since=since).status_code == 200


def test_robots_may_look_at_every_source():
    with ambleford(AN_ORDINARY_DAY) as town:
        robots = town.get("/robots.txt")
        assert robots.status_code == 200
        refused = re.findall(r"Disallow: (\S*)", robots.text)
        paths = [source.url for source in town.configuration().sources]
        assert not [
            path for path in paths for start in refused if town.base + start in path
        ]


def test_what_is_not_there_is_said_to_be_missing():
    with ambleford(AN_ORDINARY_DAY) as town:
        for path in ("/events/nothing", "/jobs/none", "/nowhere", "/pictures/x.jpg"):
            assert town.get(path).status_code == 404, path


def test_pictures_are_of_several_qualities(crawled):
    shown = []
    for answer in crawled[1].values():
        if answer.headers["content-type"].startswith("image/"):
            with Image.open(io.BytesIO(answer.content)) as image:
                image.load()
                shown.append(image.size)
    assert len(shown) >= 5
    assert min(width for width, _ in shown) < 400
    assert max(width for width, _ in shown) >= 1200
