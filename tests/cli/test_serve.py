import re
import signal
import subprocess
import sys

import httpx
import pytest

from tests.site import COUNCIL, rss, source_toml


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_desk_is_served_and_polled_until_it_is_told_to_stop(tmp_path, site, how):
    url = site.put("/news.rss", rss())
    text = COUNCIL + source_toml("news", url, kind="news")
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "aggregator", "serve", "--port", "0"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        said = ""
        while "Ctrl-C" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        address = re.search(r"http://127\.0\.0\.1:\d+", said)[0]
        answer = httpx.get(address, follow_redirects=True, timeout=10)
        assert "Sign in" in answer.text
        while "event=cycle" not in said:
            said += process.stderr.readline()
        process.send_signal(how)
        rest = process.communicate(timeout=20)[1]
    assert process.returncode == 0, rest
    assert "Traceback" not in said + rest
    assert "/news.rss" in site.asked
    assert "aggregator user add" in said + rest
