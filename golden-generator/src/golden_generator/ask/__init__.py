"""Asks torch: its settings, its answers, and an audit of whether a case proves anything."""
