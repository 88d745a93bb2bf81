"""Every figure of the matching in one place, and why it is what it is.

Tuned on the development part of `tests/stories/data` only. A wrong merge loses a
story and a missed one shows it twice, so each figure sits on the careful side.
Likenesses go from 0 (nothing shared) to 1 (the same).
"""

from datetime import timedelta

# Same start and venue, told by two sources: two things at once in one room are rare, so
# that one telling word is enough, as long as only one of them says more ...
TOGETHER = 0.6
# ... but a library holds several sessions a day, if only the day is the same.
TOGETHER_DAY = 0.95
# Where each says what the other does not: the topic, if they differ only in which form
# it has ("Macrame workshop", "Macrame for beginners"), else a name and something
# besides, and more if only the day is the same.
TOPIC = 1.0
REWORDED = 1.2
REWORDED_DAY = 1.6
# ... and this likeness, where words of one title are only in the other's text.
TOGETHER_REWORDED = 0.5
# ... or a name of two words in both titles.
NAMED = 2.0
# With one text for both, a word of any weight, unless each title says something else.
LEAST_SAID = 0.3
# ... or three, whatever else each says, if they begin together.
MUCH_SAID = 3.0
# Same start, told by two sources of which one names no building: a word that is no
# usual session's and something besides, and half of what the titles say.
OWN_NAME = 1.3
HALF_ALIKE = 0.5
# Same start, venue unknown on a side: every branch has a storytime at 10:30.
SAME_START = 0.75
# The name of a thing whose start or place one side does not say.
SAME_NAME = 0.92
# The same address is strong evidence; a list page shared by all is none.
SAME_ADDRESS = 0.4
# Recognisable weight that two titles must share where nothing else speaks for them:
# one name and something besides ("Dinosaur storytime", "Knit and natter", never
# "Storytime").
RECOGNISABLE = 1.2
# Texts of 60 characters and more, compared as sets of words.
TEXT_LENGTH = 60
TEXT_ALIKE = 0.82
TEXT_SAME = 0.92
TEXT_UNLIKE = 0.45
# A text's words that say something: so many make it comparable by them, and so much of
# the shorter one in the longer is a retelling.
TOLD_WORDS = 4
TOLD = 0.6
# ... in news, where nothing but the text speaks, of so much weight at the least.
TOLD_WEIGHT = 5.0
# ... less of it where two papers wrote within two days, but more in all.
TOLD_SOON = 0.42
TOLD_SOON_WEIGHT = 5.5
NEWS_SOON = timedelta(days=2)
# News: a headline reworded elsewhere, and how late others follow.
NEWS_TITLE = 0.8
# ... less where two names and more are shared, and one headline only says more.
NEWS_TITLE_LONG = 0.7
NEWS_SHARED = 2.3
NEWS_TITLE_WITH_TEXT = 0.5
NEWS_FOLLOWS = timedelta(days=5)
# ... or so many names, days and sums, of them a name and a day or a sum at the least,
# and this much of the shorter text. That headlines have a word in common counts for
# one, and so does a retelling.
PARTICULARS = 3
TOLD_PARTICULARS = 0.3
# ... where the name of the council itself counts only with this much of it.
TOLD_MUCH = 0.45
# What has to be done by a day that both name is told anew for so long.
NOTICE_LASTS = timedelta(days=42)
# A vacancy's and a firm's name is copied, at most with something added.
JOB_TITLE = 0.75
BUSINESS_NAME = 0.88
# At one address a firm is known by one telling word of its name, if only one of the two
# says more.
FIRM_THERE = 1.0
# One event told with a slightly different time ("doors 7pm") or moved within the
# day: more than this apart on one day are two sessions of it.
MOVED_WITHIN_DAY = timedelta(minutes=90)
# What comes every week, fortnight or month has its next date within five weeks, a date
# left out included; further apart, the same title is another season's event.
SERIES_GAP = timedelta(days=35)
# Applications may be taken so much longer than was said at first; later, the post is
# advertised anew.
EXTENDED_BY = timedelta(days=35)
# A listing moved to another day at the same address keeps its identity this long.
MOVED_BY = timedelta(days=200)
# An exhibition, a holiday scheme: more than a long weekend.
LASTS = timedelta(days=4)
# How sure a match is, from 0 to 1, that takes every item of a story to agree.
HARDLY_CERTAIN = 0.6
# ... and that needs no comparison with what shares less.
CERTAIN = 0.95
