"""Exit statuses: how a command ended, for other programs."""

FINE, PROBLEMS, WRONG_USAGE, OWN_MISTAKE, STOPPED = 0, 1, 2, 3, 130
