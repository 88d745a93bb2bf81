"""The programs that are compared, each in a process of its own.

Each is told one word a line and answers with one JSON object a line: `cycle` polls
every feed once. The peers run in an environment of their own, without this project,
so their files import nothing of it.
"""
