"""News, blog posts and businesses, in the words of Ambleford's web editors."""

from aggregator.demo.texts import Text

_STREET = "A terraced street of stone houses under a mill chimney, with road cones"
_CAFE = "A shop front with a striped awning and two tables outside"
_SHELVES = "Shelves of books by a tall window, and two armchairs"
_WINTER = (11, 12, 1, 2)

ARTICLES = (
    Text(
        slug="mobile-library",
        title="New stops for the mobile library",
        summary=(
            "Four more villages are visited every fortnight from next month. The "
            "timetable is in every branch and on our site."
        ),
        body=(
            (
                "Barley Fold, Upper Cray, Slaidthorpe and Wham End asked for a visit, "
                "and 170 people signed. The van stops for forty minutes in each."
            ),
        ),
        picture_alt=_SHELVES,
    ),
    Text(
        slug="weaver-street",
        title="Weaver Street closed for resurfacing",
        summary=(
            "The road is closed between the bridge and the museum from Monday. Buses 4 "
            "and 7 stop in Mill Lane."
        ),
        body=(
            (
                "The museum and Nettleby Library stay open; walk in from the bridge. "
                "Work is expected to take nine days, if it stays dry."
            ),
        ),
        picture="street.jpg",
        picture_alt=_STREET,
    ),
    Text(
        slug="christmas-bins",
        title="Bin collections at Christmas and New Year",
        summary=(
            "Bins due on Christmas Day are emptied on 28 December, those due on New "
            "Year's Day on 2 January."
        ),
        body=(
            (
                "All other days stay as they are. Trees can be left at the gates of "
                "any of the three parks until Twelfth Night; we make bark of them."
            ),
        ),
        picture="street.jpg",
        picture_alt=_STREET,
        months=(12,),
    ),
    Text(
        slug="garden-waste",
        title="Garden waste collections pause for winter",
        summary="Brown bins are next emptied in March. Lock Lane tip stays open.",
        months=(11, 12),
    ),
    Text(
        slug="library-lates",
        title="Thornley Library stays open until eight",
        summary=(
            "After a trial that readers liked, the late evening on Thursdays is here "
            "to stay."
        ),
        body=("Four hundred of you filled the form in. Thank you for each of them.",),
        picture="night.jpg",
        picture_alt="Stars over the roofs of a small town in the evening",
    ),
    Text(
        slug="flood-grants",
        title="Grants for flood doors are open",
        summary=(
            "Households near the Amble can apply for up to £5,000 to protect their "
            "homes."
        ),
        body=("The form takes ten minutes; staff in any library can help with it.",),
    ),
    Text(
        slug="young-poets",
        title="Young poets wanted",
        summary=(
            "Who will be Ambleford's young poet laureate? Poems on the theme of home "
            "can be handed in at any library."
        ),
        body=("For ages 8 to 17. There is no entry fee, and no wrong way to rhyme.",),
        picture="poster.png",
    ),
    Text(
        slug="warm-spaces",
        title="Libraries are warm spaces again",
        summary=(
            "Come in, stay as long as you like, have a hot drink: all five branches "
            "take part until the end of March."
        ),
        months=_WINTER,
        picture_alt=_SHELVES,
    ),
    Text(
        slug="swimming-pool",
        title="Leisure centre pool reopens after repairs",
        summary="The new filters are in, and lane swimming starts again at 6.30am.",
        body=("Members get a free guest pass for the first week.",),
        picture="tiny.jpg",
    ),
    Text(
        slug="bookshop-opens",
        title="A new bookshop on Mill Lane",
        summary=(
            "Chapter & Verse opens its doors where the ironmonger was: poetry, maps "
            "and a very old cat."
        ),
        body=("The council's empty shops grant paid for the new windows.",),
        picture="cafe.jpg",
        picture_alt=_CAFE,
    ),
    Text(
        slug="summer-challenge",
        title="The Summer Reading Challenge begins",
        summary="Six books, six stickers and a medal, for children of four to eleven.",
        months=(6, 7),
        picture="storytime.jpg",
    ),
    Text(
        slug="street-trees",
        title="Sixty new street trees",
        summary=(
            "Rowans and field maples are planted in Thornley this season. Tell us "
            "which corner should be next."
        ),
        picture="street.jpg",
        picture_alt=_STREET,
    ),
)

POSTS = (
    Text(
        slug="what-we-read",
        title="What our readers could not put down this month",
        summary=(
            "Dev Malik's The Tarn leads the list, followed by a gardening book from "
            "1953 that nobody can explain."
        ),
        body=("Forty people wait for The Tarn. We have bought six more copies.",),
        picture_alt=_SHELVES,
    ),
    Text(
        slug="seed-library",
        title="How a seed library works",
        summary=(
            "Borrow beans in spring, bring back beans in autumn. Amina from Ormscliffe "
            "tells how it began with one envelope."
        ),
        body=("Three years on there are two hundred envelopes in a card catalogue.",),
    ),
    Text(
        slug="first-week",
        title="My first week behind the counter",
        summary=(
            "Jo started with us on Monday. By Wednesday she had found a lost hamster, "
            "and its book."
        ),
        body=("The hamster is well. The book was eleven years overdue.",),
        picture="blurred.jpg",
    ),
    Text(
        slug="audiobooks",
        title="Five audiobooks for a long drive",
        summary="Chosen by the crew of our mobile library, who know about long drives.",
        body=("All five can be borrowed with your library card in our app.",),
    ),
)

BUSINESSES = (
    Text(
        slug="bakehouse",
        title="The Old Bakehouse",
        summary=(
            "Sourdough, pasties and a reading corner, in the building where the town's "
            "bread was baked until 1961."
        ),
        body=("14 High Street. Open Tuesday to Saturday, 7.30am to 3pm.",),
        picture="cafe.jpg",
        picture_alt=_CAFE,
    ),
    Text(
        slug="second-wheel",
        title="Second Wheel Cycles",
        summary=(
            "A repair shop that teaches you to do it yourself, run by two former bus "
            "mechanics."
        ),
        body=("Unit 3, Lock Lane. Open daily except Mondays, 9am to 6pm.",),
        picture="workshop.jpg",
    ),
    Text(
        slug="chapter-and-verse",
        title="Chapter & Verse",
        summary=(
            "Poetry, maps and a very old cat: the bookshop on Mill Lane takes part in "
            "the library's reading challenge."
        ),
        body=("9 Mill Lane. Open Monday to Saturday, 10am to 5.30pm.",),
        picture="cafe.jpg",
        picture_alt=_CAFE,
    ),
    Text(
        slug="corner-cup",
        title="The Corner Cup",
        summary="A café with a knitting basket on every table, next to the market.",
        body=("2 Market Place. Open daily, 8am to 4pm.",),
        picture="cafe.jpg",
        picture_alt=_CAFE,
    ),
)
