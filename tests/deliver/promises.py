"""What the tests of the ledger share: a network in memory that keeps the truth."""

from datetime import timedelta

from aggregator.deliver.decide import Habits
from aggregator.deliver.ledger import keep_promises
from aggregator.deliver.means import Account, Means
from aggregator.model.delivery import Cause, Refused, Sent, Unknown
from aggregator.model.draft import State
from aggregator.model.errors import NetworkError
from aggregator.store import deliveries, drafts
from tests.builders import NOW
from tests.store.steps import add_draft, move

ADDRESS = "https://x.com/council/status/"


class Killed(BaseException):
    """The program ended here, as by kill -9: nothing after this line ran."""


class Clock:
    def __init__(self):
        self.moment = NOW

    def __call__(self):
        return self.moment

    def move(self, **by):
        self.moment += timedelta(**by)


class Memory:
    """A network that accepts what it is told to, and remembers what it accepted.

    `ways` are what becomes of the next sendings: "accept", "drop" (accepted, and the
    answer lost), "lose" (not accepted, and nobody knows), "refuse", "later".
    """

    def __init__(self, habits=None):
        self.habits = habits or Habits(settles_after=timedelta(minutes=3))
        self.out = []  # (key, text), in the order of acceptance
        self.ways = []
        self.readable = True
        self.meanwhile = None

    def publish(self, part, sending):
        sending()
        way = self.ways.pop(0) if self.ways else "accept"
        if way == "refuse":
            return Refused(cause=Cause.TEXT, sentence="X does not like the words")
        if way == "later":
            return Refused(cause=Cause.RATE, sentence="Too many posts", passing=True)
        if way == "lose":
            return Unknown(sentence="X did not answer")
        self.out.append((part.key, part.text))
        sent = self.address(len(self.out))
        if self.meanwhile:
            self.meanwhile, meanwhile = None, self.meanwhile
            meanwhile()
        return Unknown(sentence="X did not answer") if way == "drop" else sent

    def find(self, part, where):
        if not self.readable:
            raise NetworkError("X cannot be read")
        for number, (_, text) in enumerate(self.out, start=1):
            if text == part.text and str(number) not in where.known:
                return self.address(number)
        return None

    @staticmethod
    def address(number):
        return Sent(remote=str(number), address=f"{ADDRESS}{number}")

    def doubles(self):
        keys = [key for key, _ in self.out]
        return len(keys) - len(set(keys))


class Office:
    """A desk and its ledger over one database, with a clock that a test moves."""

    def __init__(self, database, network=None):
        self.database, self.network = database, network or Memory()
        self.clock = Clock()
        self.account = Account(
            network="x", names=frozenset({"x"}), publisher=self.network
        )
        self.kill_at = None
        self.reached = []

    def _reach(self, point):
        self.reached.append(point)
        if point == self.kill_at:
            self.kill_at = None
            raise Killed(point)

    def approve(self, text="Storytime on Saturday", *, due=None, network="x"):
        with self.database.transaction() as connection:
            draft = add_draft(connection, text=text, now=self.clock(), network=network)
            move(connection, draft, State.APPROVED, now=self.clock())
            promised = deliveries.promise(
                connection, draft, network, self.clock(), due=due
            )
            return promised.id

    def tick(self):
        means = Means(database=self.database, clock=self.clock, reached=self._reach)
        try:
            return keep_promises(means, self.account)
        except Killed:
            return None

    def ticks(self, minutes):
        for _ in range(minutes):
            self.clock.move(minutes=1)
            self.tick()

    def load(self, number):
        with self.database.reading() as connection:
            return deliveries.load(connection, number)

    def draft(self, number):
        with self.database.reading() as connection:
            return drafts.load(connection, self.load(number).draft)
