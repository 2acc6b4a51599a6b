# SPDX-License-Identifier: Apache-2.0
"""What pytest makes of a router that fails, a rig that does, and a bench that lacks something."""

import _tetherlab
import pytest
import tetherlab

pytest_plugins = ["pytester"]

TESTS = """
from tetherlab import assertions as that

def test_router(bench):
    bench.expect(that.http("router", within="20 ms"))

def test_rig(bench):
    bench.plug()

def test_lacking(bench):
    bench.arm("sag")
"""


@pytest.fixture
def outcome(pytester, lab, tmp_path, monkeypatch):
    numbers = iter(range(100))

    def make(hotspot, **options):
        return _tetherlab.fake_bench(
            lab, out=tmp_path / f"out-{next(numbers)}", capabilities=_tetherlab.all_capabilities() - {"vbus"}
        )

    monkeypatch.setattr(tetherlab, "Bench", make)
    lab.let_web_work(False)
    lab.fail_on("plug", "the agent is gone")
    pytester.makepyfile(TESTS)
    return pytester.runpytest_inprocess("-p", "tetherlab.pytest_plugin", "-p", "no:cacheprovider", "-rs")


def test_the_routers_failure_is_one_the_rigs_is_an_error_and_a_lack_skips(outcome):
    outcome.assert_outcomes(failed=1, errors=1, skipped=1)
    text = outcome.stdout.str()
    assert "http: router: expected an HTTP answer for the router, got no answer in time" in text
    assert "plug hotspot: the agent is gone" in text
    assert "the bench cannot do vbus for fault sag" in text
    assert ".cpp" not in text
