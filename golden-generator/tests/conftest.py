"""Puts the tests under the generator's own settings before any of them loads torch."""

import os

from golden_generator.ask import settings

for _name, _value in settings.REQUIRED.items():
    os.environ.setdefault(_name, _value)

settings.verify()
