# SPDX-License-Identifier: Apache-2.0
"""Benches that a test plays: no machine, no privilege."""

import _tetherlab
import pytest


@pytest.fixture
def lab():
    return _tetherlab.FakeLab()


@pytest.fixture
def make_bench(lab, tmp_path):
    numbers = iter(range(100))

    def make(**options):
        return _tetherlab.fake_bench(lab, out=tmp_path / f"out-{next(numbers)}", **options)

    return make
