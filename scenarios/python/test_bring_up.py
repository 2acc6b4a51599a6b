# SPDX-License-Identifier: Apache-2.0
"""Both hotspots, and what they do wrong, with the fixtures of tetherlab.pytest_plugin.

    lab/python -m pytest scenarios/python --image FILE.bin
"""

import pytest
from tetherlab import assertions as that


@pytest.fixture(params=["quanta-d53", "franklin-t10"])
def hotspot_profile(request):
    return request.param


def test_a_host_on_the_lan_reaches_the_web(wan):
    assert wan.http_client.ok


@pytest.mark.parametrize("off", ["1 s", "3 s"])
def test_the_wan_comes_back_after_a_brownout(hotspot, wan, off):
    hotspot.arm("brownout", {"off": off})
    hotspot.expect(that.fault("brownout ended", within="30 s"), that.http("client", within="60 s"))
