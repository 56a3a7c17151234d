"""Writes golden data: what PyTorch 1.4.0 computes for the losses of torch.nn.

The way of a case: a module of :mod:`golden_generator.cases` declares it, :mod:`ask.evaluate
<golden_generator.ask.evaluate>` asks torch, :mod:`ask.audit <golden_generator.ask.audit>` refuses
it if it would prove nothing, :mod:`truth <golden_generator.truth>` says what the answer should be,
and :mod:`write.fixture <golden_generator.write.fixture>` writes it. :mod:`golden_generator.measure`
asks torch under other settings, :mod:`golden_generator.fresh` asks ports,
:mod:`golden_generator.tables` writes what the tests of impl read.

Versions: :data:`FORMAT_VERSION` changes with the shape of the files, :data:`DATA_VERSION` with
their content, :data:`GENERATOR_VERSION` with this program.
"""

# 3: a case tells its axes; no warnings are left out; a magnitude of 0 is the element's own
FORMAT_VERSION = 3
DATA_VERSION = "1.6.0"
GENERATOR_VERSION = "1.6.0"
