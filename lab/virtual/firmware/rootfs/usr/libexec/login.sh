#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
if [ "$(uci -q get 'system.@system[0].ttylogin')" = 1 ]; then
    exec /bin/login
fi
cd / && exec /bin/ash --login
