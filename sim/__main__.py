"""`python -m sim`: the shell."""

import sys

from sim.cli import main

sys.exit(main())
