"""The words of Ambleford's web editors: each thing as several people would put it."""

from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One thing in words; `retold` is how the calendar and the neighbours put it."""

    slug: str
    title: str
    summary: str
    retold: tuple[str, ...] = ()
    price: str | None = None
    picture: str = "library"
    picture_alt: str | None = None
    facts: dict[str, str] = field(default_factory=dict)


def _text(slug: str, title: str, summary: str, *retold: str, **named: str) -> Text:
    return Text(
        slug=slug,
        title=title,
        summary=summary,
        retold=retold,
        price=named.get("price"),
        picture=named.get("picture", "library"),
        picture_alt=named.get("alt"),
    )


# (words, weekday from Monday, start, minutes, where)
WEEKLY = (
    (
        _text(
            "baby-bounce",
            "Baby bounce and rhyme",
            "Songs and rhymes for babies and whoever brings them. No need to book.",
            price="Free",
        ),
        1,
        time(10, 30),
        45,
        "Ambleford Central Library",
    ),
    (
        _text(
            "baby-bounce",
            "Baby bounce and rhymes",
            "Songs and rhymes for babies and their grown-ups. Just turn up.",
            price="Free",
        ),
        1,
        time(10, 30),
        45,
        "Thornley Library",
    ),
    (
        _text(
            "digital-drop-in",
            "Digital drop-in",
            "Bring your phone, tablet or laptop and your questions. Volunteers will "
            "sit down with you.",
            price="Free",
        ),
        0,
        time(14),
        120,
        "Hawksworth Bridge Library",
    ),
    (
        _text(
            "knit-and-natter",
            "Knit and natter",
            "Bring your needles, or borrow ours. Beginners are looked after, and the "
            "kettle is on.",
            price="Free",
        ),
        3,
        time(13, 30),
        90,
        "Ormscliffe Library",
    ),
)

SATURDAYS = (
    _text(
        "dinosaur-storytime",
        "Dinosaur storytime",
        "Roars, rhymes and a footprint to take home, for under fives and their "
        "grown-ups.",
        "Dinosaur story time at the library",
        "Storytime special: dinosaurs",
        price="Free",
        alt="A shelf of picture books with a cardboard dinosaur looking over it",
    ),
    _text(
        "repair-cafe",
        "Repair café",
        "Kettle, jumper or bicycle: bring what is broken, and mend it together with "
        "people who know how.",
        "Repair Cafe",
        "Ambleford repair café",
        price="Free, donations welcome",
        picture="workshop",
        alt="Tools laid out on a long table",
    ),
    _text(
        "wreath-making",
        "Wreath making with the Friends of the Library",
        "Holly, ivy and a cup of something warm. All greenery is provided; please "
        "bring secateurs.",
        "Wreath-making with the Friends of the Library",
        "Friends of the Library: wreath making",
        price="£5",
        picture="blurred",
    ),
    _text(
        "family-craft",
        "Paper lantern workshop",
        "Fold, cut and glue a lantern for the town parade. For families with children "
        "of five and over.",
        "Paper lantern family workshop",
        "Workshop: paper lanterns",
        price="£2.50",
        picture="workshop",
        alt="Paper lanterns drying on a line",
    ),
    _text(
        "board-games",
        "Board games morning",
        "Two hundred games, from draughts to dragons, and somebody to explain the "
        "rules.",
        "Board game morning",
        "Saturday board games morning",
        price="Free",
        picture="dark",
    ),
)

WEDNESDAYS = (
    _text(
        "mill-girls",
        "The mill girls of Nettleby: a local history talk",
        "Historian Ruth Ashworth reads from letters that were found behind a chimney "
        "in Weaver Street.",
        "Local history talk: the mill girls of Nettleby",
        price="£3",
        picture="poster",
    ),
    _text(
        "author-evening",
        "An evening with crime writer Dev Malik",
        "The author of The Tarn reads from his new book, answers questions and signs "
        "copies.",
        "Author evening with Dev Malik",
        price="£4",
        picture="library",
        alt="A reading lamp and a stack of novels on a table",
    ),
    _text(
        "star-party",
        "Stargazing for beginners",
        "Look at the moon and the winter sky through telescopes with the Ambleford "
        "Astronomers.",
        "Star-gazing for beginners",
        price="Free",
        picture="dark",
        alt="The night sky over a dark roof",
    ),
    _text(
        "reading-group",
        "Big Read book group",
        "This month: a novel set in a lighthouse. New readers are welcome, also those "
        "who did not finish it.",
        "The Big Read book group",
        price="Free",
    ),
)

AWARDS = _text(
    "reading-awards",
    "Ambleford Reading Awards",
    "Readers, volunteers and schools are celebrated in the Town Hall. Follow the "
    "evening with #AmblefordReads.",
    price="Free",
    picture="library",
    alt="Rows of chairs before a stage with a bookcase",
)


def _job(slug: str, title: str, summary: str, salary: str, where: str) -> Text:
    facts = {"salary": salary, "venue": where, "employer": "Ambleford District Council"}
    return Text(slug=slug, title=title, summary=summary, facts=facts)


JOBS = (
    _job(
        "library-assistant",
        "Library Assistant (part time, 18 hours)",
        "You enjoy people as much as books, and stay calm when the printer does not.",
        "£24,796 a year, pro rata",
        "Nettleby Library",
    ),
    _job(
        "park-ranger",
        "Park Ranger",
        "Look after three parks, two ponds and the volunteers who love them.",
        "£26,409 to £28,163 a year",
        "Town Hall",
    ),
    _job(
        "mobile-library-driver",
        "Mobile Library Driver",
        "Drive our mobile library to forty villages, and know every reader by name.",
        "£25,583 a year",
        "Ambleford Central Library",
    ),
    _job(
        "apprentice-web-editor",
        "Apprentice Web Editor",
        "Learn to write so that everybody understands, while you earn and study.",
        "£17,364 a year",
        "Town Hall",
    ),
    _job(
        "museum-learning-officer",
        "Museum Learning Officer",
        "Bring our mill museum to life for schools, families and people with dementia.",
        "£30,060 a year",
        "Weaver Street Museum",
    ),
)

ARTICLES = (
    _text(
        "mobile-library",
        "New stops for the mobile library",
        "Four more villages are visited every fortnight from January. The timetable "
        "is in every branch and on our site.",
    ),
    _text(
        "weaver-street",
        "Weaver Street closed for resurfacing",
        "The road is closed between the bridge and the museum from Monday. Buses 4 and "
        "7 stop in Mill Lane.",
        picture="dark",
    ),
    _text(
        "garden-waste",
        "Garden waste collections pause for winter",
        "Brown bins are next emptied in March. Christmas trees can be taken to any of "
        "three parks.",
    ),
    _text(
        "library-lates",
        "Thornley Library stays open until eight",
        "After a trial that readers liked, the late evening on Thursdays is here to "
        "stay.",
        alt="The lit windows of a library in the evening",
    ),
    _text(
        "flood-grants",
        "Grants for flood doors are open",
        "Households near the Amble can apply for up to £5,000 to protect their homes "
        "before the spring.",
    ),
    _text(
        "young-poets",
        "Young poets wanted",
        "Who will be Ambleford's young poet laureate? Poems on the theme of home can "
        "be handed in at any library.",
        picture="poster",
    ),
    _text(
        "warm-spaces",
        "Libraries are warm spaces again",
        "Come in, stay as long as you like, have a hot drink: all five branches take "
        "part until the end of March.",
    ),
    _text(
        "swimming-pool",
        "Leisure centre pool reopens after repairs",
        "The new filters are in, and lane swimming starts again at 6.30am.",
        picture="tiny",
    ),
)

POSTS = (
    _text(
        "what-we-read",
        "What our readers could not put down this month",
        "Dev Malik's The Tarn leads the list, followed by a gardening book from 1953 "
        "that nobody can explain.",
    ),
    _text(
        "seed-library",
        "How a seed library works",
        "Borrow beans in spring, bring back beans in autumn. Amina from Ormscliffe "
        "tells how it began with one envelope.",
    ),
    _text(
        "first-week",
        "My first week behind the counter",
        "Jo started with us on Monday. By Wednesday she had found a lost hamster, and "
        "its book.",
        picture="blurred",
    ),
    _text(
        "audiobooks",
        "Five audiobooks for a long drive",
        "Chosen by the crew of our mobile library, who know about long drives.",
    ),
)

BUSINESSES = (
    _text(
        "bakehouse",
        "The Old Bakehouse",
        "Sourdough, pasties and a reading corner, in the building where the town's "
        "bread was baked until 1961.",
        picture="workshop",
    ),
    _text(
        "wheel",
        "Second Wheel Cycles",
        "A repair shop that teaches you to do it yourself, run by two former bus "
        "mechanics.",
        picture="workshop",
    ),
    _text(
        "chapter",
        "Chapter & Verse",
        "Poetry, maps and a very old cat: the bookshop on Mill Lane takes part in the "
        "library's reading challenge.",
    ),
)
