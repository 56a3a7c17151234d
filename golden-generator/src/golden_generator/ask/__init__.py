"""Asks torch: under which settings, what it answers, and whether a case proves anything."""
