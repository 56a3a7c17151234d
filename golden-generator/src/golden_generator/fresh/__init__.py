"""Asks torch and a port the same fresh random calls, and measures how far they agree.

The golden cases were chosen by people who knew the losses. These calls are drawn from a seed: any
shapes, parameters, gradients and values, valid and invalid.
"""
