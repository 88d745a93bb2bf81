"""What is X's own: its description of itself, its money, its two ways in."""

import json
import logging
import re
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest

from aggregator.deliver.publisher import Image
from aggregator.demo.networks import Way
from aggregator.model.delivery import Act, Cause, Refused, Sent
from aggregator.model.errors import RefusedError
from tests.builders import NOW
from tests.deliver.accounts import (
    FAR,
    SECRETS,
    a_part,
    data,
    here,
    nothing,
    open_account,
    picture,
)

DESCRIPTION = json.loads(data("x-api.json").read_text(encoding="utf-8"))
OAUTH2 = {
    "AGGREGATOR_X_CLIENT_ID": "client",
    "AGGREGATOR_X_ACCESS_TOKEN": "stale",
    "AGGREGATOR_X_REFRESH_TOKEN": "refresh-me",
}


@pytest.fixture
def x():
    with here("x") as found:
        yield found


def schema_of(path):
    content = DESCRIPTION["paths"][path]["post"]["requestBody"]["content"]
    return {**content["application/json"]["schema"], **DESCRIPTION}


def fits(path, body):
    jsonschema.validate(body, schema_of(path))


def test_every_body_is_as_x_describes_it(x):
    account = x.account()
    image = Image(jpeg=picture(), alt="Children listening")
    account.publish(a_part("One", images=(image,)), nothing)
    account.publish(a_part("Two", act=Act.REPLY, target=x.target), nothing)
    account.publish(a_part("Three", act=Act.QUOTE, target=x.target), nothing)
    account.publish(a_part("", act=Act.REPOST, target=x.target), nothing)
    asked = [
        (re.sub(r"/\d{4,}/", "/{id}/", path), body) for _, path, _, body in x.twin.asked
    ]
    paths = [path for path, _ in asked]
    assert paths == [
        "/2/media/upload",
        "/2/media/metadata",
        *["/2/tweets"] * 3,
        "/2/users/{id}/retweets",
    ]
    for path, body in asked[1:]:
        fits(path, json.loads(body))
    kind, upload = x.twin.asked[0][2:]
    assert kind.startswith("multipart/form-data")
    fits("/2/media/upload", {"media": "bytes", "media_category": "tweet_image"})
    assert set(re.findall(rb'name="(\w+)"', upload)) == {b"media", b"media_category"}
    with pytest.raises(jsonschema.ValidationError):
        fits("/2/tweets", {"text": "One", "surprise": True})


def test_a_quote_quotes_and_is_found_again(x):
    part = a_part(
        "Well said", act=Act.QUOTE, target=f"https://x.com/a/status/{x.target}"
    )
    account = x.account()
    assert isinstance(account.publish(part, nothing), Sent)
    assert x.twin.truth[0].quote == x.target
    assert account.find(part, FAR) is not None


def test_no_credit_left_is_a_sentence_and_no_loop(x):
    x.twin.ways.append(Way.NO_CREDIT)
    outcome = x.account().publish(a_part(), nothing)
    assert (outcome.cause, outcome.passing) == (Cause.CREDIT, False)
    assert "no credit left" in outcome.sentence


def test_the_same_words_again_are_refused_in_words(x):
    account = x.account()
    account.publish(a_part("Same"), nothing)
    outcome = account.publish(a_part("Same"), nothing)
    assert outcome.cause is Cause.DUPLICATE
    assert "same words" in outcome.sentence


def test_a_rate_limit_says_until_when(x):
    x.twin.ways.append(Way.BUSY)
    again = NOW + timedelta(minutes=5)
    x.twin.reset_at = int(again.timestamp())
    outcome = x.account().publish(a_part(), nothing)
    assert outcome.again_at == again
    assert "until 09:05" in outcome.sentence


def test_a_token_of_another_account_posts_nothing(x):
    outcome = x.account(handle="SomebodyElse").publish(a_part(), nothing)
    assert outcome.cause is Cause.TOKEN
    assert "belongs to @AmblefordLibs, not to @SomebodyElse" in outcome.sentence
    assert x.twin.truth == []


def test_a_token_that_has_ended_is_renewed_and_kept(x, tmp_path):
    kept = tmp_path / "credentials" / "x.json"
    account = x.account(environment=OAUTH2, kept=kept)
    assert isinstance(account.publish(a_part(), nothing), Sent)
    told = json.loads(kept.read_text(encoding="utf-8"))
    assert (told["access_token"], told["refresh_token"]) == ("fresh-1", "refresh-1")
    assert datetime.fromisoformat(told["expires_at"]) == NOW + timedelta(hours=2)
    assert kept.stat().st_mode & 0o077 == 0
    again = x.account(environment=OAUTH2, kept=kept)
    assert isinstance(again.publish(a_part("Two"), nothing), Sent)
    assert x.twin.tokens == ["fresh-1"]
    later = x.account(
        environment=OAUTH2, kept=kept, clock=lambda: NOW + timedelta(hours=3)
    )
    image = Image(jpeg=picture(), alt="A story")
    assert isinstance(later.publish(a_part("Three", images=(image,)), nothing), Sent)
    assert x.twin.tokens == ["fresh-1", "fresh-2"]


def test_a_refresh_token_that_was_revoked_is_a_sentence(x):
    revoked = {**OAUTH2, "AGGREGATOR_X_REFRESH_TOKEN": "old"}
    outcome = x.account(environment=revoked).publish(a_part(), nothing)
    assert isinstance(outcome, Refused)
    assert "does not renew the token" in outcome.sentence


def test_a_missing_secret_says_where_to_put_it(x):
    with pytest.raises(RefusedError, match="AGGREGATOR_X_CONSUMER_KEY"):
        open_account("x", x.base, environment={})


def test_no_secret_is_ever_logged(x, caplog):
    with caplog.at_level(logging.DEBUG):
        account = x.account()
        account.publish(a_part(), nothing)
        x.twin.ways.append(Way.REVOKED)
        outcome = account.publish(a_part("Two"), nothing)
    for secret in SECRETS.values():
        assert secret not in caplog.text
        assert secret not in repr(outcome)
    assert NOW.tzinfo is UTC
