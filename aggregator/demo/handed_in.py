"""What a colleague of the demo council handed in: too long for one post."""

TEXT = """\
Thornbeck Library opens its doors again on Monday 4 January, after six weeks of work. \
The roof is new, the lift goes to every floor, and there is a changing place inside.

There are forty more seats, a quiet room, and a studio where you can record a song or \
an interview with your gran. The children's library is now where the light is.

Come and have a look round: there is cake on the first day, while it lasts. It is \
free, and so is everything else there.\
"""
