# SPDX-License-Identifier: Apache-2.0
"""python3 -m tetherlab.generate FILE.yaml: prints the script that says the same as a scenario file."""

import sys

from _tetherlab import python_source

from tetherlab.errors import ConfigError

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        print(python_source(sys.argv[1]), end="")
    except ConfigError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
