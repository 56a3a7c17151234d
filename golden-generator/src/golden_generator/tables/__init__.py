"""Writes what the tests of impl read: torch's and the C library's functions at many arguments."""
