"""A check of one post, for each post of a thread: readers meet them one by one."""

from dataclasses import replace
from functools import wraps

from aggregator.drafts.checks.context import Check, CheckContext
from aggregator.drafts.thread import joined, parts
from aggregator.model.draft import Finding


def of_each_post(one: Check) -> Check:
    """The same check, which names the first post that it finds something in."""

    @wraps(one)
    def every(text: str, context: CheckContext) -> Finding | None:
        posts = parts(text)
        if len(posts) <= 1:
            return one(text, context)
        for number, post in enumerate(posts):
            finding = one(post, context)
            if finding is not None and finding.fix is not None:
                fixed = (*posts[:number], finding.fix, *posts[number + 1 :])
                return replace(finding, fix=joined(fixed))
            if finding is not None:
                return finding
        return None

    return every
