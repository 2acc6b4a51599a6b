# SPDX-License-Identifier: Apache-2.0
"""Emulated USB hotspots in labgrid: docs/labgrid.md. An environment file loads it with `imports: [labgrid_tetherlab]`."""

from labgrid_tetherlab.agent import HotspotError
from labgrid_tetherlab.benchdriver import TetherBenchDriver
from labgrid_tetherlab.gadgetdriver import TetherGadgetDriver
from labgrid_tetherlab.protocol import HotspotProtocol
from labgrid_tetherlab.resource import NetworkTetherGadget, TetherBench, TetherGadget
from labgrid_tetherlab.strategy import TetherStatus, TetherStrategy

__all__ = [
    "HotspotError",
    "HotspotProtocol",
    "NetworkTetherGadget",
    "TetherBench",
    "TetherBenchDriver",
    "TetherGadget",
    "TetherGadgetDriver",
    "TetherStatus",
    "TetherStrategy",
]
