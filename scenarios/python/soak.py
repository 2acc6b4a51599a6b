# SPDX-License-Identifier: Apache-2.0
"""Does the WAN come back each time, however the hotspot misbehaves?

    lab/python scenarios/python/soak.py [ROUNDS [SEED]]

Each round draws a fault. The same seed draws the same faults again.
"""

import random
import sys

import tetherlab
from tetherlab import assertions as that

FAULTS = [
    ("brownout", {"off": "1 s"}),
    ("brownout", {"off": "5 s"}),
    ("data-stall", {"for": "5 s"}),
    ("radio-loss", {"for": "5 s"}),
]


def soak(rounds, seed=None):
    with tetherlab.Bench("quanta-d53", seed=seed) as bench:
        print(f"seed {bench.seed}")
        draw = random.Random(bench.seed)
        bench.set_lan("192.168.8.1/24")
        bench.set_wan("usb0")
        bench.plug()
        bench.expect(that.wan("usable", within="90 s"))
        for number in range(1, rounds + 1):
            kind, parameters = draw.choice(FAULTS)
            name = f"{kind}-{number}"
            print(f"round {number}: {kind} {parameters}")
            bench.arm(kind, parameters, as_=name)
            bench.expect(that.fault(f"{name} ended", within="60 s"), that.http("client", within="120 s"))


if __name__ == "__main__":
    soak(*(int(argument) for argument in sys.argv[1:] or ["10"]))
