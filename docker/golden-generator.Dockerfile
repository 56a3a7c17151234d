# The golden generator with the PyTorch 1.4.0 that it asks, for linux/amd64.
#
#   docker build -f docker/golden-generator.Dockerfile -t lossparity-golden-generator golden-generator
#   docker run --rm --network none -v "$PWD/golden-data:/data/golden-data:ro" lossparity-golden-generator check
#
# The target "tests" adds pytest and ruff, and runs the generator's own checks; it wants the schemas:
#
#   docker build -f docker/golden-generator.Dockerfile --target tests -t lossparity-golden-generator-tests golden-generator
#   docker run --rm --network none -v "$PWD/golden-data/schema:/opt/golden-data/schema:ro" lossparity-golden-generator-tests

# The base image decides the C library, whose exp, log and pow torch calls: bullseye has glibc 2.31.
# The tag is as far as the pin goes by default, since a digest differs between registries and mirrors.
# To pin it by digest, give the whole reference:
#
#   docker build --build-arg BASE_IMAGE=python@sha256:... ...
#
# What the image has is checked below, and the manifest records it, so that a check under another C
# library says so.
ARG BASE_IMAGE=python:3.7-slim-bullseye

FROM ${BASE_IMAGE} AS generator
ARG LIBC="glibc 2.31"
RUN found=$(getconf GNU_LIBC_VERSION) && { [ "$found" = "$LIBC" ] \
    || { echo "the base image has $found instead of $LIBC" >&2; exit 1; }; }
RUN useradd --uid 10001 --create-home generator
COPY requirements.txt /opt/golden-generator/
RUN pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --no-deps --require-hashes \
    -r /opt/golden-generator/requirements.txt && pip check
COPY src /opt/golden-generator/src
RUN chmod -R a+rX /opt/golden-generator
# The recipe of identical bits; the generator insists on it.
ENV ATEN_CPU_CAPABILITY=default \
    MKL_CBWR=COMPATIBLE \
    OMP_NUM_THREADS=1 \
    MKL_NUM_THREADS=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONPATH=/opt/golden-generator/src
USER generator
WORKDIR /data
ENTRYPOINT ["python", "-m", "golden_generator"]

FROM generator AS tests
USER root
COPY requirements-test.txt /opt/golden-generator/
RUN pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --no-deps --require-hashes \
    -r /opt/golden-generator/requirements-test.txt && pip check
COPY pyproject.toml /opt/golden-generator/
COPY tests /opt/golden-generator/tests
RUN chmod -R a+rX /opt/golden-generator
USER generator
WORKDIR /opt/golden-generator
ENTRYPOINT ["sh", "-c", "ruff check --no-cache . && ruff format --no-cache --check . && exec python -m pytest -q -p no:cacheprovider"]

# Last, so that it is what a build without a target gives.
FROM generator
