"""What torch rejects, for losses with much of it: parameters, arguments and calls."""
