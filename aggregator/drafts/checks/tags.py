"""Hashtags found in a post."""

import re

HASHTAG = re.compile(r"(?<![\w/&#])#(\w*[^\W\d_]\w*)")
LONGEST_PLAIN_TAG = 10
