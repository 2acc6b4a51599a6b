# SPDX-License-Identifier: Apache-2.0
"""What a command said."""

from __future__ import annotations

from typing import NamedTuple


class Output(NamedTuple):
    """Exit status (128 + signal for a killed one), standard output and standard error."""

    status: int
    out: str
    err: str
