"""The events of Ambleford, in the words of those who hold them."""

from datetime import time

from aggregator.demo import places
from aggregator.demo.texts import Text

_SHELVES = "Shelves of books by a tall window, and two armchairs"
_TABLE = "Hand tools laid out on a long table under hanging lamps"
_RUG = "A bright rug and floor cushions in front of boxes of picture books"
_NIGHT = "Stars and a thin moon over the dark roofs of a small town"

_STORYTIME = Text(
    slug="storytime",
    title="Storytime",
    summary="Picture books, songs and colouring for two to five year olds.",
    body=("Squash and toast afterwards. There is room for twenty buggies.",),
    price="Free",
    picture="storytime.jpg",
    picture_alt=_RUG,
)
_BOUNCE = Text(
    slug="baby-bounce",
    title="Baby bounce and rhyme",
    summary="Songs and rhymes for babies and whoever brings them. No need to book.",
    body=("For babies up to eighteen months. Feeding is welcome everywhere.",),
    price="Free",
    picture="storytime.jpg",
    picture_alt=_RUG,
)
_BOUNCE_IN_THORNLEY = Text(
    slug="baby-bounce",
    title="Baby bounce and rhymes",
    summary="Songs and rhymes for babies and their grown-ups. Just turn up.",
    body=("Thornley's children's corner is up one step; we have a ramp.",),
    price="Free",
    picture="storytime.jpg",
    picture_alt=_RUG,
)
_DIGITAL = Text(
    slug="digital-drop-in",
    title="Digital drop-in",
    summary=(
        "Bring your phone, tablet or laptop and your questions. Volunteers will sit "
        "down with you."
    ),
    body=("We can also lend you a tablet and a SIM card to try at home.",),
    price="Free",
)
_KNIT = Text(
    slug="knit-and-natter",
    title="Knit and natter",
    summary=(
        "Bring your needles, or borrow ours. Beginners are looked after, and the "
        "kettle is on."
    ),
    body=("This season we knit hats for the baby unit.",),
    price="Free",
)
# (words, weekday from Monday, start, minutes, where); a series by its slug and place
WEEKLY = (
    (_DIGITAL, 0, time(14), 120, places.HAWKSWORTH),
    (_BOUNCE, 1, time(10, 30), 45, places.CENTRAL),
    (_BOUNCE_IN_THORNLEY, 1, time(10, 30), 45, places.THORNLEY),
    (_KNIT, 3, time(13, 30), 90, places.ORMSCLIFFE),
    (_STORYTIME, 4, time(10), 45, places.NETTLEBY),
)

SATURDAYS = (
    Text(
        slug="dinosaur-storytime",
        title="Dinosaur storytime",
        summary=(
            "Roars, rhymes and a footprint to take home, for under fives and their "
            "grown-ups."
        ),
        body=("Costumes are welcome. Palaeontologists must be at least three.",),
        retold=("Dinosaur story time at the library", "Storytime special: dinosaurs"),
        told="Dinosaur stories, rhymes and footprint painting for the under fives.",
        price="Free",
        picture="storytime.jpg",
        picture_alt=_RUG,
    ),
    Text(
        slug="repair-cafe",
        title="Repair café",
        summary=(
            "Kettle, jumper or bicycle: bring what is broken, and mend it together "
            "with people who know how."
        ),
        body=(
            (
                "One item each, please, and no microwaves. Last repairs are taken half "
                "an hour before the end."
            ),
            "Tea and cake by the Old Bakehouse.",
        ),
        retold=("Repair Cafe", "Ambleford repair café"),
        told="Our volunteers mend kettles, clothes and bikes with you. Cake as well.",
        price="Free, donations welcome",
        picture="workshop.jpg",
        picture_alt=_TABLE,
    ),
    Text(
        slug="plant-swap",
        title="Plant swap with the Friends of the Library",
        summary=(
            "Cuttings, seeds and house plants that need a bigger home: bring one, take "
            "one. Pots and labels are provided."
        ),
        retold=(
            "Plant swap with the Friends of the Library",
            "Friends of the Library: plant swap",
        ),
        told="Bring a cutting or a pot plant and go home with another.",
        price="Free",
        picture="blurred.jpg",
    ),
    Text(
        slug="lantern-workshop",
        title="Paper lantern workshop",
        summary=(
            "Fold, cut and glue a lantern for the town parade. For families with "
            "children of five and over."
        ),
        body=("All paper and glue is there. Children need a grown-up with them.",),
        retold=("Paper lantern family workshop", "Workshop: paper lanterns"),
        told="Families make paper lanterns for the parade. Children of five and over.",
        price="£2.50",
        picture="workshop.jpg",
        picture_alt=_TABLE,
    ),
    Text(
        slug="board-games",
        title="Board games morning",
        summary=(
            "Two hundred games, from draughts to dragons, and somebody to explain the "
            "rules."
        ),
        retold=("Board game morning", "Saturday board games morning"),
        told="Play draughts, dragons and two hundred more; we explain the rules.",
        price="Free",
        picture="dark.jpg",
    ),
    Text(
        slug="code-club",
        title="Code club: make a game in a morning",
        summary=(
            "Move a cat, then a dragon, then build a maze for both. Laptops are here, "
            "for children of eight to twelve."
        ),
        retold=("Code Club: make a game", "Saturday code club: make a game"),
        told="Children of eight to twelve build a computer game in one morning.",
        price="Free",
    ),
    Text(
        slug="book-sale",
        title="Second-hand book sale",
        summary=(
            "Three thousand books at 50p each, jigsaws with all their pieces, and a "
            "few without."
        ),
        retold=("Second hand book sale", "Second-hand book sale at the library"),
        told="Three thousand second-hand books at 50p each, and jigsaws.",
        price="Free entry",
        picture_alt=_SHELVES,
    ),
)

WEDNESDAYS = (
    Text(
        slug="mill-girls",
        title="The mill girls of Nettleby: a local history talk",
        summary=(
            "Historian Ruth Ashworth reads from letters that were found behind a "
            "chimney in Weaver Street."
        ),
        body=("Afterwards you can look at the letters themselves, with gloves on.",),
        retold=("Local history talk: the mill girls of Nettleby",),
        told="Ruth Ashworth on letters found behind a chimney in Weaver Street.",
        price="£3",
        picture="poster.png",
    ),
    Text(
        slug="author-evening",
        title="An evening with crime writer Dev Malik",
        summary=(
            "The author of The Tarn reads from his new book, answers questions and "
            "signs copies."
        ),
        body=("Chapter & Verse will have books to buy. Wine and juice at the break.",),
        retold=("Author evening with Dev Malik", "Meet the author: Dev Malik"),
        told="Crime writer Dev Malik reads from the book after The Tarn.",
        price="£4",
        picture_alt=_SHELVES,
    ),
    Text(
        slug="star-party",
        title="Stargazing for beginners",
        summary=(
            "Look at the moon and the evening sky through telescopes with the "
            "Ambleford Astronomers."
        ),
        body=("On the library's flat roof; by lift. If it is cloudy, a talk inside.",),
        retold=("Star-gazing for beginners",),
        told="Telescopes on the library roof with the Ambleford Astronomers.",
        price="Free",
        picture="night.jpg",
        picture_alt=_NIGHT,
    ),
    Text(
        slug="reading-group",
        title="Big Read book group",
        summary=(
            "This month: a novel set in a lighthouse. New readers are welcome, also "
            "those who did not finish it."
        ),
        retold=("The Big Read book group",),
        price="Free",
        picture_alt=_SHELVES,
    ),
    Text(
        slug="family-history",
        title="Who were they? Family history for beginners",
        summary=(
            "Start with a name and a date; leave with a census page. Librarian Tom "
            "Birtwistle shows the way."
        ),
        retold=("Family history for beginners", "Family history evening for beginners"),
        told="Tom Birtwistle helps you find your great-grandparents in the census.",
        price="Free",
    ),
    Text(
        slug="canal-walks",
        title="Ten walks from the towpath: an illustrated talk",
        summary=(
            "Photographer Meera Patel on herons, locks and the best bacon rolls "
            "between Hawksworth Bridge and the sea."
        ),
        retold=("Illustrated talk: ten walks from the towpath",),
        told="Meera Patel shows her photographs of ten canal walks.",
        price="£3",
        picture="poster.png",
    ),
    Text(
        slug="open-mic",
        title="Open mic poetry night",
        summary=(
            "Five minutes each for your own words or somebody else's. Listeners are "
            "as welcome as poets."
        ),
        retold=("Poetry open mic night", "Open mic: poetry night"),
        told="Read a poem, yours or another's, or simply listen.",
        price="Free",
        picture="stage.jpg",
        picture_alt="Rows of chairs before a lit stage with bunting",
    ),
)

AWARDS = Text(
    slug="reading-awards",
    title="Ambleford Reading Awards",
    summary=(
        "Readers, volunteers and schools are celebrated in the Town Hall. Follow the "
        "evening with #AmblefordReads."
    ),
    body=(
        (
            "Doors open at 7pm. Six prizes, one surprise, and Ormscliffe Brass to play "
            "us in and out."
        ),
    ),
    retold=("The Ambleford Reading Awards", "Reading Awards night at the Town Hall"),
    told="Prizes for readers, schools and volunteers. Hashtag: #AmblefordReads",
    price="Free",
    picture="stage.jpg",
    picture_alt="Rows of chairs before a lit stage with bunting",
)

# Half-terms and the week before Christmas: (words, month, day of the earliest Monday)
HOLIDAYS = (
    (
        Text(
            slug="half-term-mill",
            title="Half-term at the mill: spin, weave and dye",
            summary="Card wool, work a hand loom and dye a square to take home.",
            retold=("Half term at the mill museum", "Half-term fun: spin and weave"),
            told="Children card, weave and dye wool at the museum this half-term.",
            price="£3 a child",
            picture="workshop.jpg",
            picture_alt=_TABLE,
        ),
        ((10, 24), (2, 12), (5, 25)),
    ),
    (
        Text(
            slug="father-christmas",
            title="Father Christmas at the mill",
            summary="A story by the fire, a mince pie and a wooden toy from the attic.",
            retold=("Meet Father Christmas at the mill museum",),
            told="Stories by the fire with Father Christmas, and a small present.",
            price="£4 a child",
            picture="storytime.jpg",
            picture_alt=_RUG,
        ),
        ((12, 14),),
    ),
)
