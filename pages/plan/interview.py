"""Start my own: six screens with one idea each, from nothing to a first answer."""

from ui.core import frame
from ui.interview import interview

frame.head("Start my own")
interview.show()
