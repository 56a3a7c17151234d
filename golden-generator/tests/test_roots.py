"""The square roots that impl's test reads are torch's, and not the correctly rounded ones."""

from pathlib import Path

import numpy

from golden_generator.tables import roots

COMMITTED = Path(__file__).resolve().parents[2] / (
    "impl/src/test/resources/io/lossparity/math/square-roots.txt"
)


def test_the_committed_file_is_what_torch_answers(tmp_path):
    fresh = tmp_path / "square-roots.txt"
    assert roots.write(fresh) == len(fresh.read_text().splitlines()) - 1
    if COMMITTED.is_file():  # the generator's container has the generator alone
        assert fresh.read_text() == COMMITTED.read_text()


def test_the_file_has_roots_that_correct_rounding_would_miss():
    missed = {"float32": 0, "float64": 0}
    for line in list(roots.lines())[1:]:
        dtype, argument, root = line.split()
        unsigned = {"float32": numpy.uint32, "float64": numpy.uint64}[dtype]
        correct = numpy.sqrt(numpy.array([int(argument, 16)], unsigned).view(dtype))
        missed[dtype] += int(correct.view(unsigned)[0]) != int(root, 16)
    assert missed["float32"] > 50
    assert missed["float64"] > 2
