"""The app's own settings, `.streamlit/config.toml` beside its entry point, must have been read before it serves."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

FIRST_OPENED = 3
"""The number of the first file a process opens: below are its input, output and errors."""


def start_again_if_lost(script: Path, allowed_hosts: Sequence[str]) -> None:
    """Start the server again from the real entry point where it was reached through a link.

    Streamlit looks for settings beside the link, finds none, listens to all addresses and reports what it does. That
    no host is listed shows it: the settings list some, and whoever overrules them lists others.
    """
    words = started_again(sys.orig_argv, script)
    if not allowed_hosts and words:
        os.closerange(FIRST_OPENED, os.sysconf("SC_OPEN_MAX"))  # the port that it already listens to
        os.execv(sys.executable, [sys.executable, *words])


def started_again(words: Sequence[str], script: Path) -> list[str]:
    """Return the words after the interpreter, with the real entry point in place of the link; none without a link."""
    real = script.resolve()
    is_link = [word.endswith(".py") and word != str(real) and Path(word).resolve() == real for word in words]
    return (
        [str(real) if is_it else word for word, is_it in zip(words, is_link, strict=True)][1:] if any(is_link) else []
    )


def serve_named_pages() -> None:
    """Tell Streamlit that the pages are those that the entry point names.

    A new server looks for scripts in a folder `pages` beside the entry point first, and says "Page not found" of every
    page's address until it has run once.
    """
    try:
        from streamlit.runtime.pages_manager import PagesManager
    except ImportError:  # a version that has no such habit
        return
    PagesManager.uses_pages_directory = False
