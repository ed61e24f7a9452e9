"""One file a command of the shell. Each has ``add_arguments(parser)`` and ``run(arguments) -> int``."""
