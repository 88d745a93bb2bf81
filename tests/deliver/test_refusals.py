"""Each network's own words for no, and what an editor reads instead."""

import json

import pytest
import requests
import tweepy
from atproto_client.exceptions import (
    BadRequestError,
    RateLimitExceededError,
    UnauthorizedError,
)
from atproto_client.exceptions import RequestException as ServerError
from atproto_client.models.common import XrpcError
from atproto_client.request import Response
from mastodon.errors import MastodonAPIError, MastodonRatelimitError

from aggregator.deliver import bluesky_refusals, mastodon_refusals, x_refusals
from aggregator.model.delivery import Cause
from tests.builders import NOW


def from_x(status, detail, body=None):
    response = requests.Response()
    response.status_code, response.reason = status, "Reason"
    told = {"title": "Forbidden", "detail": detail} if body is None else body
    response._content = json.dumps(told).encode()
    return x_refusals.refusal(tweepy.HTTPException(response), NOW)


@pytest.mark.parametrize(
    ("status", "detail", "cause", "said"),
    [
        (402, "CreditsDepleted", Cause.CREDIT, "no credit left"),
        (401, "Unauthorized", Cause.TOKEN, "no longer accepts the token"),
        (403, "You are not allowed to create a Tweet with duplicate content.",
         Cause.DUPLICATE, "same words"),
        (403, "Your account is temporarily locked.", Cause.ACCOUNT, "locked"),
        (403, "User is suspended", Cause.ACCOUNT, "suspended"),
        (403, "not configured with the appropriate oauth1 app permissions",
         Cause.TOKEN, "may only read"),
        (403, "a Post that is deleted or not visible", Cause.TARGET, "no longer there"),
        (400, "Your media IDs are invalid.", Cause.PICTURE, "refuses the picture"),
        (400, "text is too long", Cause.TEXT, "too long"),
        (400, "Something else", Cause.TEXT, "refuses the post: Something else"),
        (404, "Could not find user", Cause.TARGET, "deleted or renamed"),
        (429, "Too Many Requests", Cause.RATE, "no more posts for now"),
    ],
)  # fmt: skip
def test_x(status, detail, cause, said):
    refused = from_x(status, detail)
    assert refused.cause is cause
    assert said in refused.sentence
    assert refused.passing is (status == 429)


@pytest.mark.parametrize("status", [301, 408, 500, 502, 503, 504])
def test_what_x_leaves_open_is_no_refusal(status):
    assert from_x(status, "x") is None


def from_mastodon(status, said):
    error = MastodonAPIError("Mastodon API returned error", status, "Reason", said)
    return mastodon_refusals.refusal(error, NOW, None)


@pytest.mark.parametrize(
    ("status", "said", "cause", "words"),
    [
        (401, "The access token was revoked", Cause.TOKEN, "no longer accepts"),
        (403, "outside the authorized scopes", Cause.TOKEN, "may not post"),
        (403, "Your login is disabled", Cause.ACCOUNT, "Your login is disabled"),
        (404, "Record not found", Cause.TARGET, "knows no such post"),
        (422, "Validation failed", Cause.TEXT, "Validation failed"),
    ],
)
def test_mastodon(status, said, cause, words):
    refused = from_mastodon(status, said)
    assert (refused.cause, refused.passing) == (cause, False)
    assert words in refused.sentence


def test_what_an_instance_leaves_open_is_no_refusal():
    for status in (500, 502, 503, 418):
        assert from_mastodon(status, "x") is None
    unread = MastodonAPIError("Could not parse response as JSON")
    assert mastodon_refusals.refusal(unread, NOW, None) is None
    assert mastodon_refusals.detail(unread) == "Could not parse response as JSON"
    limited = mastodon_refusals.refusal(MastodonRatelimitError("x"), NOW, None)
    assert (limited.cause, limited.passing) == (Cause.RATE, True)


def from_bluesky(kind, status, name, message="Told so", headers=None):
    content = XrpcError(error=name, message=message)
    response = Response(False, status, content, headers or {})  # noqa: FBT003
    return bluesky_refusals.refusal(kind(response), NOW)


@pytest.mark.parametrize(
    ("kind", "status", "name", "cause", "passing"),
    [
        (UnauthorizedError, 401, "AuthenticationRequired", Cause.TOKEN, False),
        (UnauthorizedError, 401, "AccountTakedown", Cause.ACCOUNT, False),
        (BadRequestError, 400, "ExpiredToken", Cause.TOKEN, True),
        (BadRequestError, 400, "InvalidRequest", Cause.TEXT, False),
        (RateLimitExceededError, 429, "RateLimitExceeded", Cause.RATE, True),
    ],
)
def test_bluesky(kind, status, name, cause, passing):
    refused = from_bluesky(kind, status, name)
    assert (refused.cause, refused.passing) == (cause, passing)


def test_bluesky_names_the_time_and_leaves_the_rest_open():
    later = {"ratelimit-reset": str(int(NOW.timestamp()) + 300)}
    refused = from_bluesky(RateLimitExceededError, 429, "x", headers=later)
    assert "until 09:05" in refused.sentence
    assert from_bluesky(ServerError, 500, "InternalServerError") is None
    assert bluesky_refusals.refusal(ValueError(), NOW) is None
