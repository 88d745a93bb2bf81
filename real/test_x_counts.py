"""Our count beside X's own, twitter-text, on ten thousand texts made by chance."""

import json
import shutil
import subprocess
import unicodedata

from aggregator.drafts.addresses import addresses
from aggregator.drafts.measure import measure
from real.servers import BUILT, HERE
from tests.drafts.odd_texts import texts

SEED, COUNT = 20_261, 10_000


def counted_by_x(asked):
    script = BUILT / "twitter-text" / "count.mjs"
    shutil.copy(HERE / "twitter-text" / "count.mjs", script)
    lines = "".join(f"{json.dumps(text)}\n" for text in asked)
    done = subprocess.run(
        ["node", str(script)], input=lines, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def test_x_itself_counts_what_we_count():
    """All but an oddity of theirs: see `is_their_slip`."""
    told = counted_by_x(texts(SEED, COUNT))
    assert len(told) == COUNT
    wrong = []
    for case in told:
        measured = measure(case["text"], "x")
        same = (measured.length, measured.valid) == (case["length"], case["valid"])
        if not same and not is_their_slip(case):
            wrong.append(case)
    assert not wrong


def is_their_slip(case):
    """Whether an address of theirs is not in the text as it stands.

    From `end.In例え.jp/x`, without a scheme, twitter-text makes `end.In/x`, and then
    counts the letters between as if they came after it.
    """
    text = unicodedata.normalize("NFC", case["text"])
    ours = [text[start:end] for start, end in addresses(text)]
    return ours != case["urls"] and any(url not in text for url in case["urls"])
