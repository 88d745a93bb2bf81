"""What an editor in Ambleford would have in her `sources.toml`."""

from datetime import date, timedelta

_HEAD = """# The sources of Ambleford, a town made up for a demonstration. Yours is
# such a file too, in plain words, and may be changed at any time; after that:
#
#     aggregator check

# Whose desk this is. The contact is told to every site that is asked for news.
[council]
name = "Ambleford Libraries"
timezone = "Europe/London"
contact = "https://ambleford.example/contact"
holidays = "GB-ENG"
# Your own colour, for the head of the desk and the report.
colour = "#1d4f73"

# Where you post. Nothing is posted without a person who approves it.
[[account]]
network = "x"
handle = "AmblefordLibs"
slots = ["Mon-Fri 12:30", "Mon-Fri 17:30", "Sat-Sun 10:00"]
{account}
# What a good week has; the calendar shows how far the week is.
[strategy]
posts_a_week = 10
mix = { event = 5, job = 2, news = 1, business = 1 }

# How you speak: warm, plain or playful. Hashtags go to the end, by kind.
[voice]
tone = "warm"
hashtags = { event = ["WhatsOnAmbleford"], job = ["AmblefordJobs"] }
place_hashtags = { "Nettleby" = ["Nettleby"] }
swaps = { "customers" = "readers" }

"""
_CAMPAIGNS = """\
# What is to be talked about for some weeks. Stories that suit join by themselves, and
# the messages are drafted evenly over the days.
[[campaign]]
id = "winter-reading"
name = "Winter Reads"
hashtag = "WinterReads"
starts = {monday}
ends = {sunday}
posts = 20
mix = {{ event = 8, news = 3 }}
words = ["storytime", "book", "books", "reading", "audiobooks", "poetry"]

[[campaign.message]]
text = "Dark by four? We are open till seven, the lamps are on and the books are warm."
[[campaign.message]]
text = "One winter, three books you never knew you wanted. Ask at the desk."

[[campaign]]
id = "big-switch-on"
name = "Get Ambleford Online"
hashtag = "AmblefordOnline"
starts = {later}
ends = {latest}
posts = 12
words = ["digital", "online", "tablet"]

"""
_LIVE = """\
# An evening that is posted from while it happens: its lines are on the page Live.
[[live]]
id = "reading-awards"
name = "Ambleford Reading Awards"
hashtag = "AmblefordReads"
starts = {today}T00:00:00
ends = {tomorrow}T23:00:00
allowed = ["editor", "Demo Colleague"]

[[live.line]]
id = "welcome"
text = "The doors are open, the tea is hot: welcome to the Ambleford Reading Awards."
[[live.line]]
id = "young-reader"
text = "Young Reader of the Year is {{winner}}. Congratulations!"
[[live.line]]
id = "book"
text = "And Ambleford's book of the year: {{title}} by {{author}}."
embargo = {tomorrow}T20:15:00
[[live.line]]
id = "thanks"
text = "Thank you for coming, and to the Friends of the Library for the cake."

# One that is over stays to be seen.
[[live]]
id = "lantern-parade"
name = "Lantern Parade"
hashtag = "AmblefordLights"
starts = {yesterday}T18:00:00
ends = {yesterday}T21:00:00

[[live.line]]
id = "off"
text = "The first lanterns leave Market Square. Can you hear the drums?"
[[live.line]]
id = "prize"
text = "The prize for the finest lantern goes to {{winner}}."

"""
_DESK = """\
# A source that is added in the browser may be on this machine, too. Without this line
# it has to be on the internet.
[desk]
allow_private = ["127.0.0.1/32"]

# How many drafts an hour's look may bring, and how early or late they still help.
[drafts]
per_cycle = 12
events_ahead = "42d"
news_for = "3d"

# What the checks beside each draft know of the place, and which of them you want.
# [checks] rules = { emoji-number = "blocking", relative-day = "off" } would change two.
[checks]
names = ["Ambleford", "Nettleby", "Slaidthorpe", "Upper Cray", "Barley Fold"]
contacts = ["library@ambleford.example"]

# In the weeks before an election no draft may name a party or a candidate.
[[checks.pre_election]]
starts = 2027-03-29
until = 2027-05-06
names = ["Joan Peake", "Ambleford Independents"]

# The sources. Each has allow_private because all of Ambleford is on this machine; a
# source on the internet does without it.
"""
_CARDS = """
[source.page]
item = "article.event"
title = "h2"
link = "h2 a@href"
starts = "time.starts@datetime"
ends = "time.ends@datetime"
venue = ".venue"
summary = ".description"
price = ".price"
image = "img@src"
"""
_ENGLISH = 'language = "en"\npair = "cymdeithas"\n'
_WELSH = 'language = "cy"\npair = "society"\n'
_MEETINGS = """
[source.page]
item = "article.event"
title = "h2"
link = "h2 a@href"
starts = "time.starts@datetime"
ends = "time.ends@datetime"
venue = ".venue"
summary = ".description"
"""
_VACANCIES = """
[source.page]
item = "article.vacancy"
title = "h2"
link = "h2 a@href"
employer = ".employer"
venue = ".where"
salary = ".salary"
closes = ".closes"
summary = ".description"
"""
_NOWHERE = """
[source.page]
item = "li.exhibition"
title = "h3"
"""
# The site of whoever holds the events is believed first; one lists all there are.
_OWN = "own = true\n"
_WHOLE = "own = true\ncomplete = true\n"
# (id, name, path, kind, format, what follows)
_SOURCES = (
    ("news", "Council news", "/news.rss", "news", "feed", ""),
    ("blog", "Library blog", "/blog.atom", "news", "feed", ""),
    ("whats-on", "What's on", "/whats-on", "event", "page", _WHOLE + _CARDS),
    ("diary", "Library calendar", "/calendar.ics", "event", "calendar", ""),
    ("community", "Community centre", "/community/feed.xml", "event", "feed", ""),
    ("awards", "Reading Awards", "/awards", "event", "page", ""),
    ("jobs", "Jobs with the council", "/jobs", "job", "page", _OWN + _VACANCIES),
    ("businesses", "Local businesses", "/businesses.rss", "business", "feed", ""),
    # The Welsh society tells all in both languages: one draft of two posts.
    ("society", "Welsh Society", "/society/en", "event", "page", _ENGLISH + _MEETINGS),
    ("cymdeithas", "Cymdeithas", "/society/cy", "event", "page", _WELSH + _MEETINGS),
    # Two that are broken, so that the page "Sources" shows what that looks like:
    ("museum", "Weaver Street Museum", "/broken/selectors", "event", "page", _NOWHERE),
    ("leisure", "Leisure centre", "/broken/page", "news", "feed", ""),
)


_BY_ITSELF = """\
# The program posts what was approved, at its time. For the demonstration X is a small
# server on this machine: nothing leaves it. Without these four lines you post by hand.
posts = "by-itself"
server = "{network}"
credentials = "x.toml"
monthly_limit = 30
"""
_PARTNER = """
# What the museum posts may be shared: with words of yours, or as it is.
[[source]]
id = "museum-on-x"
name = "Weaver Street Museum on X"
url = "https://x.com/AmblefordMuseum"
kind = "share"
format = "timeline"
every = "5m"
"""


def sources_toml(base: str, today: date, network: str | None = None) -> str:
    """The file, for a town served at `base`, such as "http://127.0.0.1:8123".

    With a `network`, the address of a server that does as X does, posts go out there
    by themselves and what a partner posts there is proposed.
    """
    monday = today - timedelta(days=today.weekday())
    campaigns = _CAMPAIGNS.format(
        monday=monday,
        sunday=monday + timedelta(days=34),
        later=monday + timedelta(days=49),
        latest=monday + timedelta(days=76),
    )
    account = _BY_ITSELF.format(network=network) if network else ""
    return (
        _HEAD.replace("{account}", account)
        + campaigns
        + _LIVE.format(
            yesterday=today - timedelta(days=1),
            today=today,
            tomorrow=today + timedelta(days=1),
        )
        + _DESK
        + "".join(
            f'\n[[source]]\nid = "{name}"\nname = "{title}"\nurl = "{base}{path}"\n'
            f'kind = "{kind}"\nformat = "{form}"\nevery = "5m"\n'
            f'allow_private = ["127.0.0.1/32"]\n{more}'
            for name, title, path, kind, form, more in _SOURCES
        )
        + (_PARTNER if network else "")
    )
