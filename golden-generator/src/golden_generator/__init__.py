"""Writes golden data: what PyTorch 1.4.0 computes for the 18 losses of torch.nn.

The way of a case: a module of :mod:`golden_generator.cases` declares it, :mod:`evaluate
<golden_generator.evaluate>` asks torch, :mod:`audit <golden_generator.audit>` refuses it if it
would prove nothing, :mod:`fixture <golden_generator.fixture>` writes it.

Versions: :data:`FORMAT_VERSION` changes with the shape of the files, :data:`DATA_VERSION` with
their content, :data:`GENERATOR_VERSION` with this program.
"""

# 3: a case tells its axes; no warnings are left out; a magnitude of 0 is the element's own
FORMAT_VERSION = 3
DATA_VERSION = "1.5.0"
GENERATOR_VERSION = "1.5.0"
