"""Every figure of the matching, in one place, each with its reason.

Likeness is rapidfuzz's, from 0 to 100. A wrong merge loses a story and a missed one
shows an editor the same thing twice, so where in doubt the figures keep apart.
"""

# With the same start and venue, two titles may differ in all but their subject:
# "Storytime" and "Storytime: songs and rhymes for under fives" are 100 by token set.
TITLE_SAME_START_AND_VENUE = 72
# Where one side names no venue, the title has to carry more.
TITLE_SAME_START = 86
# Where one side knows only the day, two sessions on it must not be confused.
TITLE_SAME_DAY = 88
# One address in two documents is one page; a page may be given to another event.
TITLE_SAME_ADDRESS = 55
# "Ambleford Library" and "Ambleford Central Library, High Street".
VENUE = 78
# A weekly event, listed once a date: its title is copied, not written anew.
TITLE_RECURRING = 97
# Vacancies are worded alike on purpose; one word makes another job.
TITLE_JOB = 93
EMPLOYER = 80
# Headlines are rewritten by whoever quotes them; the first sentences much less.
TITLE_NEWS = 88
TITLE_NEWS_WITH_TEXT = 62
TEXT_NEWS = 88
TITLE_BUSINESS = 90
# News of more than a week between them is news of two things.
NEWS_APART_DAYS = 7
# A series is weekly or fortnightly, and listed at most so far ahead.
SERIES_DAYS = 190
