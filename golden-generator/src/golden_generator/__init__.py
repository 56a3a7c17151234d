"""Writes golden data: what PyTorch 1.4.0 computes for the 18 losses of torch.nn.

The way of a case: a module of :mod:`golden_generator.cases` declares it, :mod:`evaluate
<golden_generator.evaluate>` asks torch, :mod:`audit <golden_generator.audit>` refuses it if it
would prove nothing, :mod:`fixture <golden_generator.fixture>` writes it.

Versions: :data:`FORMAT_VERSION` changes with the shape of the files, :data:`DATA_VERSION` with
their content, :data:`GENERATOR_VERSION` with this program.
"""

# 2: a truth tells roundings and magnitudes, from which an element's allowance follows, no scales
FORMAT_VERSION = 2
DATA_VERSION = "1.4.0"
GENERATOR_VERSION = "1.4.0"
