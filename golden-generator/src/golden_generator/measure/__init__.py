"""Asks torch under other settings and on other CPUs, and measures how far its answers move."""
