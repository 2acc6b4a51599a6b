# SPDX-License-Identifier: Apache-2.0
"""How fast is a download of a host on the LAN, from one loss of the hotspot's power to the next?

    lab/python scenarios/python/throughput_under_brownout.py

The table goes into evidence/throughput.tsv of the run's folder.
"""

import tetherlab
from tetherlab import assertions as that

LOSSES = 3


def rate_of(bench):
    """In Mbit/s; 0 when nothing came."""
    download = bench.observe(download=True).download
    return download.rate / 1e6 if download else 0.0


def measure():
    with tetherlab.Bench("quanta-d53") as bench:
        bench.set_lan("192.168.8.1/24")
        bench.set_wan("usb0")
        bench.plug()
        bench.expect(that.wan("usable", within="90 s"))
        rates = [("before", rate_of(bench))]
        for number in range(1, LOSSES + 1):
            name = f"loss-{number}"
            bench.arm("brownout", {"off": "1 s"}, as_=name)
            rates.append((f"{name}: at once", rate_of(bench)))
            bench.expect(that.fault(f"{name} ended", within="30 s"), that.http("client", within="60 s"))
            rates.append((f"{name}: back", rate_of(bench)))
        table = "".join(f"{when}\t{rate:.1f}\n" for when, rate in rates)
        bench.attach("throughput.tsv", "when\tMbit/s\n" + table)
        print(table, end="")
        before, last = rates[0][1], rates[-1][1]
        assert last > before / 2, f"{last:.1f} Mbit/s after {LOSSES} losses, {before:.1f} before"


if __name__ == "__main__":
    measure()
