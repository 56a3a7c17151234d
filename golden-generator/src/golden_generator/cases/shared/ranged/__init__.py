"""What each loss is asked in the classes of values of :mod:`shared.ranges`."""
