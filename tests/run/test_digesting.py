"""One message a day to the editors: real mail, a real webhook, and once."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.smtp import SMTP

from aggregator.model.draft import State
from aggregator.model.health import Health
from aggregator.run.assemble import assembled
from aggregator.run.digesting import tell_editors
from aggregator.run.doctor import examine, remarks
from aggregator.run.month_mail import tell_of_month
from aggregator.store import deliveries, outcomes, sources
from tests.run.webhook import webhook
from tests.site import COUNCIL, source_toml
from tests.store.steps import add_draft, move

# Eight in the morning in London, in winter.
EIGHT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DIGEST = """
[desk]
address = "https://desk.example.org"

[digest]
at = "08:00"
send_to = [{places}]
"""


class Mailbox:
    """What a mail server on loopback was given."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd's
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.rcpt_tos, letter))
        return "250 OK"


@pytest.fixture
def mail():
    """A mail server on a free port; its Apprise address and what came."""
    box = Mailbox()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start():
        return await loop.create_server(lambda: SMTP(box), "127.0.0.1", 0)

    async def stop():
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(start(), loop).result()
    port = server.sockets[0].getsockname()[1]
    box.address = (
        f"mailto://127.0.0.1:{port}?from=desk@example.org&to=ada@example.org"
        "&mode=insecure"
    )
    yield box
    asyncio.run_coroutine_threadsafe(stop(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


class Folder:
    """An installation whose clock a test moves; each `parts` is a restart."""

    def __init__(self, path, monkeypatch):
        self.path = path
        self.now = EIGHT
        self._monkeypatch = monkeypatch

    def write(self, *places):
        quoted = ", ".join(f'"{place}"' for place in places)
        text = COUNCIL + DIGEST.format(places=quoted)
        text += source_toml("jobs", "https://council.invalid/jobs")
        text += source_toml("news", "https://council.invalid/news")
        (self.path / "sources.toml").write_text(text, encoding="utf-8")

    def keep(self, name, address):
        self._monkeypatch.setenv(name, address)

    def parts(self):
        return assembled(self.path, clock=lambda: self.now)

    def tick(self):
        with self.parts() as parts:
            return tell_editors(parts)

    def ails(self, health=Health.GONE, source="jobs"):
        with self.parts() as parts, parts.database.transaction() as connection:
            sources.sync(connection, ["jobs", "news"], self.now)
            claims = sources.claim_due(
                connection,
                self.now,
                only=[source],
                force=True,
                lease=timedelta(minutes=1),
                limit=9,
            )
            failed = outcomes.Failed(
                claim=claims[0],
                health=health,
                sentence=f"{source} is gone for good; take it out",
                next_due=self.now,
            )
            outcomes.record(connection, [failed], self.now)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return Folder(tmp_path, monkeypatch)


def test_the_editors_get_one_mail_a_day_whatever_restarts(folder, mail):
    folder.keep("EDITORS", mail.address)
    folder.write("env:EDITORS")
    folder.ails()
    folder.now = EIGHT - timedelta(minutes=1)
    folder.tick()
    assert mail.letters == [], "it is not eight yet"
    for minutes in (0, 1, 30, 600):
        folder.now = EIGHT + timedelta(minutes=minutes)
        folder.tick()
    ((to, letter),) = mail.letters
    assert to == ["ada@example.org"]
    assert letter["subject"] == "Ambleford Libraries: 1 source needs somebody to look"
    text = letter.get_body(("plain",)).get_content()
    assert "jobs is gone for good; take it out" in text
    assert "https://desk.example.org/sources/jobs" in text
    folder.now = EIGHT + timedelta(days=1)
    folder.tick()
    assert len(mail.letters) == 2


def test_many_failures_are_one_message_the_new_ones_first(folder):
    with webhook() as (address, came):
        folder.keep("EDITORS", address)
        folder.write("env:EDITORS")
        folder.ails()
        folder.tick()
        folder.now = EIGHT + timedelta(hours=1)
        folder.ails(Health.REFUSED, "news")
        folder.now = EIGHT + timedelta(days=1)
        folder.tick()
    assert len(came) == 2
    assert came[1]["title"].endswith("2 sources need somebody to look")
    body = came[1]["message"]
    assert body.index("New:") < body.index("news is gone") < body.index("Still so:")
    assert body.index("Still so:") < body.index("jobs is gone")


def test_nothing_is_sent_when_there_is_nothing_to_say(folder):
    with webhook() as (address, came):
        folder.keep("EDITORS", address)
        folder.write("env:EDITORS")
        folder.tick()
        folder.now += timedelta(hours=1)
        folder.ails()
        folder.tick()
        assert came == [], "the day's look is over; tomorrow tells"
        folder.now = EIGHT + timedelta(days=1)
        folder.tick()
        assert len(came) == 1


def test_what_reached_nobody_is_tried_again_and_not_for_ever(folder):
    with webhook(status=500) as (address, came):
        folder.keep("EDITORS", address)
        folder.write("env:EDITORS")
        folder.ails()
        assert folder.tick() == ("What env:EDITORS names did not take the message",)
        folder.tick()
        assert len(came) == 1, "not within minutes"
        for quarter in range(1, 40):
            folder.now = EIGHT + quarter * timedelta(minutes=16)
            folder.tick()
        assert len(came) == 5


def test_one_address_that_fails_keeps_it_from_no_other(folder, mail):
    with webhook(status=500) as (address, came):
        folder.keep("HOOK", address)
        secret = folder.path / "mail-address"
        secret.write_text(f"# the editors\n{mail.address}\n")
        secret.chmod(0o600)
        folder.write("env:HOOK", "env:NOT_SET", "file:mail-address")
        folder.ails()
        wrong = folder.tick()
        folder.now += timedelta(hours=1)
        folder.tick()
    assert len(wrong) == 2
    assert len(came) == 1
    assert len(mail.letters) == 1, "who got it does not get it twice"


def test_the_doctor_says_whether_it_can_be_sent(folder):
    folder.write("env:NOT_SET", "file:nowhere", "file:open")
    (folder.path / "open").write_text("json://localhost")
    (folder.path / "open").chmod(0o644)
    with folder.parts() as parts:
        found = "\n".join(examine(parts))
        assert remarks(parts) == ()
    assert "The environment variable NOT_SET is not set" in found
    assert "nowhere cannot be read" in found
    assert "Others can read the addresses" in found
    assert "chmod 600" in found


def test_the_doctor_is_content_with_an_address_that_can_be_used(folder):
    folder.keep("EDITORS", "mailtos://me:hunter2@example.org")
    folder.write("env:EDITORS")
    with folder.parts() as parts:
        assert not [one for one in examine(parts) if "message" in one]
        (remark,) = remarks(parts)
    assert "can be sent, at 08:00" in remark


def test_an_address_that_cannot_be_used_is_told_without_its_password(folder):
    folder.keep("EDITORS", "nonsense://me:hunter2@example.org")
    folder.write("env:EDITORS")
    with folder.parts() as parts:
        found = "\n".join(examine(parts))
    assert "Line 1 of env:EDITORS is no address that Apprise knows" in found
    assert "hunter2" not in found


def test_a_credential_of_systemd_is_found_in_its_folder(folder, tmp_path):
    given = tmp_path / "credentials"
    given.mkdir()
    (given / "editors").write_text("json://localhost/")
    (given / "editors").chmod(0o400)
    folder.keep("CREDENTIALS_DIRECTORY", str(given))
    folder.write("file:editors")
    with folder.parts() as parts:
        assert not [one for one in examine(parts) if "message" in one]


REPORT = """
[desk]
address = "https://desk.example.org"

[report]
send_to = ["env:LEADERS"]
"""


def posted(folder, when):
    """A post that went out at a moment."""
    with folder.parts() as parts, parts.database.transaction() as connection:
        number = add_draft(connection, text="Storytime on Saturday", now=when)
        move(connection, number, State.APPROVED, now=when)
        promised = deliveries.promise(connection, number, "x", when)
        deliveries.publish(connection, promised.id, address=None, by="Ada", now=when)


def month_tick(folder, moment):
    folder.now = moment
    with folder.parts() as parts:
        return tell_of_month(parts)


def test_the_months_report_goes_on_the_first_once_with_its_file(folder, mail):
    folder.keep("LEADERS", mail.address)
    (folder.path / "sources.toml").write_text(COUNCIL + REPORT, encoding="utf-8")
    posted(folder, EIGHT)
    for moment in (
        EIGHT + timedelta(days=3),
        datetime(2026, 12, 1, 7, 59, tzinfo=UTC),
    ):
        assert month_tick(folder, moment) == ()
        assert [letter["Subject"] for _, letter in mail.letters] == []
    for minutes in (0, 1, 60 * 24 * 9):
        month_tick(
            folder, datetime(2026, 12, 1, 8, tzinfo=UTC) + timedelta(minutes=minutes)
        )
    ((_, letter),) = mail.letters
    assert letter["Subject"] == "Ambleford Libraries on social media, November 2026"
    text = letter.get_body(("plain", "html")).get_content()
    assert "In November 2026 we posted once." in text
    assert "https://desk.example.org/report?month=2026-11" in text
    (file,) = letter.iter_attachments()
    assert file.get_filename() == "report-2026-11.html"
    content = file.get_content()
    page = content.decode() if isinstance(content, bytes) else content
    assert "<title>Ambleford Libraries on social media, November 2026</title>" in page


def test_a_first_that_was_missed_is_made_up_for(folder, mail):
    folder.keep("LEADERS", mail.address)
    (folder.path / "sources.toml").write_text(COUNCIL + REPORT, encoding="utf-8")
    posted(folder, EIGHT)
    month_tick(folder, datetime(2026, 12, 9, 3, tzinfo=UTC))
    assert len(mail.letters) == 1
    # The next month begins in London while it is still the last day elsewhere.
    month_tick(folder, datetime(2027, 1, 1, 8, 0, tzinfo=UTC))
    assert "December 2026" in mail.letters[1][1]["Subject"]


def test_nothing_goes_before_there_was_a_post_and_nothing_is_lost_on_a_failure(
    folder, mail
):
    folder.keep("LEADERS", "mailto://127.0.0.1:9?from=a@b.org&to=c@d.org&mode=insecure")
    (folder.path / "sources.toml").write_text(COUNCIL + REPORT, encoding="utf-8")
    assert month_tick(folder, datetime(2026, 11, 2, 9, tzinfo=UTC)) == ()
    posted(folder, EIGHT)
    assert month_tick(folder, datetime(2026, 11, 30, 9, tzinfo=UTC)) == ()
    with folder.parts() as parts:
        assert not any("report" in finding for finding in examine(parts))
    wrong = month_tick(folder, datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert wrong == ("What env:LEADERS names did not take the message",)
    folder.keep("LEADERS", mail.address)
    month_tick(folder, datetime(2026, 12, 1, 9, 16, tzinfo=UTC))
    assert len(mail.letters) == 1
