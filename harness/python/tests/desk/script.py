# SPDX-License-Identifier: Apache-2.0
"""script.py BENCH.yaml FOLDER: what a script does on a desk, and on a virtual bench in the same words."""

import sys

import tetherlab
from tetherlab import assertions as that

with tetherlab.Bench("quanta-d53", bench=sys.argv[1], out=sys.argv[2], live=False) as bench:
    bench.set_lan("192.168.8.1/24")
    bench.set_wan("usb0")
    bench.plug()
    bench.expect(that.driver("rndis_host"), that.wan("usable", within="120 s"))
    bench.arm("brownout", {"off": "3 s"})
    bench.expect(that.fault("brownout ended", within="30 s"), that.http("client", within="120 s"))
    print(bench.shell.run("ubus call system board | grep -o dlink,dir-3040-a1").out, end="")
