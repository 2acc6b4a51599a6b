# SPDX-License-Identifier: Apache-2.0
"""fake_agent.py LOG [ANSWERS]: answers each request as an agent does that can do everything, or as the JSON object in
ANSWERS says for its verb, and writes what it was asked to LOG."""

import json
import sys

log = open(sys.argv[1], "a", encoding="utf-8")
said = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
plugged = False
for line in sys.stdin:
    request = json.loads(line)
    verb = request["do"]
    log.write(json.dumps([verb, request["with"]]) + "\n")
    log.flush()
    plugged = verb == "plug" or (plugged and verb != "unplug")
    answer = {
        "hello": {"agent": "0.1.0", "protocol": 1, "tether_shape": True},
        "prepare": {"profile": "quanta-d53", "udc": "dummy_udc.0", "deviations": []},
        "status": {"prepared": True, "plugged": plugged},
    }.get(verb, {})
    if verb in said and said[verb] is None:
        sys.exit("tetherlab-gadget: it fell over")
    reply = {"v": 1, "id": request["id"], "ok": True, "result": {**answer, **said.get(verb, {})}}
    if "reason" in said.get(verb, {}):
        reply = {"v": 1, "id": request["id"], "ok": False, "error": said[verb]}
    print(json.dumps(reply), flush=True)
    if verb == "arm":
        order = json.loads(request["with"]["order"])
        about = {"id": order.get("as", order["fault"]), "fault": order["fault"], "text": "no such port"}
        for what in said.get("moments", ["armed", "fired", "ended"]):
            print(json.dumps({"v": 1, "event": "fault", "at_us": 1, "with": {**about, "what": what}}), flush=True)
