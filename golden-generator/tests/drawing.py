"""Draws tensors and parameters for the tests of the truth."""

import numpy

REDUCTIONS = ("none", "mean", "sum")


class Draw:
    """Draws tensors and parameters of one dtype and class of values from one seed."""

    def __init__(self, seed, dtype, kind):
        self.random = numpy.random.RandomState(seed)
        self.dtype, self.kind = dtype, kind

    def chance(self, probability):
        """Return true with this probability."""
        return self.random.random_sample() < probability

    def pick(self, *options):
        """Return one of the options."""
        return options[self.random.randint(len(options))]

    def floats(self, shape, kind=None):
        """Return floats of the drawn kind."""
        kind, random = kind or self.kind, self.random
        values = numpy.asarray(random.standard_normal(shape))
        if kind == "grid":
            values = random.randint(-6, 7, shape) / 4.0
        elif kind == "wide":
            values = values * 40
        elif kind == "extreme":
            top = 37.5 if self.dtype == "float32" else 307
            values = values * 10.0 ** random.uniform(-top, top, shape)
        values = numpy.asarray(values, dtype=self.dtype)
        if kind == "special":
            specials = random.choice([numpy.nan, numpy.inf, -numpy.inf, 0.0], size=shape)
            values = numpy.where(random.random_sample(shape) < 0.15, specials, values).astype(
                self.dtype
            )
        return values

    def unit(self, shape):
        """Return floats in [0, 1]."""
        values = (
            self.random.randint(0, 5, shape) / 4.0
            if self.kind == "grid"
            else self.random.random_sample(shape)
        )
        if self.kind == "extreme":
            values = numpy.where(self.random.random_sample(shape) < 0.5, values**40, 1 - values**40)
        return numpy.asarray(values, dtype=self.dtype)

    def signs(self, shape):
        """Return -1 and 1."""
        return numpy.asarray(self.random.choice([-1.0, 1.0], size=shape), dtype=self.dtype)

    def ints(self, low, high, shape):
        """Return integers in [low, high)."""
        return numpy.asarray(self.random.randint(low, high, shape), dtype=numpy.int64)

    def shape(self, low=0, high=3):
        """Return a small shape."""
        return tuple(int(n) for n in self.random.randint(1, 5, self.random.randint(low, high + 1)))

    def mates(self, shape):
        """Return a shape that broadcasts with the given one, mostly the same."""
        if self.chance(0.7) or not shape:
            return shape
        mate = tuple(1 if self.chance(0.4) else n for n in shape)
        return mate[self.random.randint(0, len(mate)) :] if self.chance(0.3) else mate

    def params(self):
        """Return a reduction, in one of its spellings."""
        if self.chance(0.1):
            return {
                "size_average": self.pick(None, True, False),
                "reduce": self.pick(None, True, False),
            }
        return {"reduction": self.pick(*REDUCTIONS)}

    def subset(self, *names):
        """Return some of the names, at least one."""
        chosen = [name for name in names if self.chance(0.75)]
        return chosen or [names[0]]
