# SPDX-License-Identifier: Apache-2.0
"""For how short a time may the hotspot lose its power so that the router still gets its WAN back?

    lab/python scenarios/python/shortest_off_time.py

Halves the interval; each try has a bench of its own.
"""

from datetime import timedelta

import tetherlab
from tetherlab import assertions as that

LONGEST = timedelta(seconds=2)
SHORTEST = timedelta(milliseconds=10)
EXACTLY = timedelta(milliseconds=50)


def survives(off):
    try:
        with tetherlab.Bench("quanta-d53", name="off-time", title=f"Without power for {off}", live=False) as bench:
            bench.set_lan("192.168.8.1/24")
            bench.set_wan("usb0")
            bench.plug()
            bench.expect(that.wan("usable", within="90 s"))
            bench.arm("brownout", {"off": off})
            bench.expect(that.fault("brownout ended", within="30 s"), that.http("client", within="60 s"))
        return True
    except tetherlab.Failure as failure:
        print(failure)
        return False


def search():
    survived, too_short = LONGEST, SHORTEST
    for off in (LONGEST, SHORTEST):
        lived = survives(off)
        print(f"{off}: {'comes back' if lived else 'does not come back'}")
        if lived == (off == SHORTEST):  # the whole interval does the same
            return off if lived else None
    while survived - too_short > EXACTLY:
        off = (survived + too_short) / 2
        lived = survives(off)
        print(f"{off}: {'comes back' if lived else 'does not come back'}")
        if lived:
            survived = off
        else:
            too_short = off
    return survived


if __name__ == "__main__":
    shortest = search()
    print(f"the shortest: {shortest}" if shortest else f"not even {LONGEST}")
