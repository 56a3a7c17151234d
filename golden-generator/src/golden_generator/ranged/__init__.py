"""What each loss is asked in the classes of values of :mod:`golden_generator.ranges`."""
