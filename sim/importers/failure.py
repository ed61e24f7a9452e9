"""The error for a file that cannot be used as a whole."""

from sim.errors import InputError, Problem


def rejected(message: str, value: str = "", place: str = "file") -> InputError:
    """The error for a file that cannot be used as a whole."""
    return InputError([Problem(place, value, message)])
