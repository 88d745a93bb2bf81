"""Numbers as options: what is wrong with one is said in plain words."""

import click


class WholeNumber(click.ParamType[int]):
    """A whole number from `least`, to `most` if there is a limit."""

    name = "number"

    def __init__(self, least: int, most: int | None = None) -> None:
        self._least = least
        self._most = most

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        """The number that was written."""
        written = str(value).strip()
        digits = written.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()):
            self.fail(f"{written!r} is not a whole number; {self._wanted}", param, ctx)
        number = int(written)
        if number < self._least or (self._most is not None and number > self._most):
            self.fail(f"{number} is out of bounds; {self._wanted}", param, ctx)
        return number

    @property
    def _wanted(self) -> str:
        if self._most is None:
            return f"write a number from {self._least}"
        return f"write a number from {self._least} to {self._most}"
