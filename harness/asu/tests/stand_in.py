#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Stand-ins for attended-sysupgrade servers, on loopback: stand_in.py FOLDER [CERTIFICATE KEY]

The one at /NAME/ does what FOLDER/NAME.json says.

It follows the answers of openwrt/asu at commit 1f62550: asu/routers/api.py (status codes, bodies and headers of
/api/v1/build), asu/build_request.py (what is refused with 422, in the form of FastAPI), asu/build.py (stages, errors,
the fields of a finished build) and asu/main.py (/store, from which an S3 store redirects with 302). It builds nothing:
its file says what there is.

  queue       positions that a build passes through, one for each question: [2, 1]
  stages      what a worker then does, likewise: ["init", "building_image"]
  feeds       packages there are; one that is not asked for fails the build as missing
  omits       packages that it leaves out of the build without a word
  fails       {"detail": …, "stderr": …} of a build that fails
  image       the content of every image, or the file that has it
  sha256      what the build says of it, when that is not its hash
  misbehaves  "hangs" (never answers), "mumbles" (no HTTP), "moved" (redirects the API), "truncates" (half the image),
              "redirects" (the image), "escapes" (redirects the image to http), "overloaded", "forgets" (builds), "gateway"

Prints the port, and each request as a line, on standard output.
"""
import hashlib
import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STRING = re.compile(r"^[\w.,-]*$")
BOARDS = {"dlink_dir-3040-a1"}
DEFAULTS = ["base-files", "kmod-usb3"]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder = ""
    builds = {}  # request hash -> [what is still to be said, request]

    def log_message(self, *unused):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.begin():
            return
        request = json.loads(body)
        if errors := field_errors(request):
            return self.answer(422, {"detail": errors})
        if refusal := refused(request):
            return self.answer(400, {"detail": refusal, "status": 400})
        key = hashlib.sha256(self.root.encode() + body).hexdigest()
        if key not in self.builds:
            said = [("queued", place) for place in self.plan.get("queue", [])]
            said += [("started", stage) for stage in self.plan.get("stages", [])]
            self.builds[key] = [said, request]
        self.tell(key)

    def do_GET(self):
        if not self.begin():
            return
        if self.path.startswith(self.root + "/api/v1/build/"):
            key = self.path.rsplit("/", 1)[1]
            if key not in self.builds or self.plan.get("misbehaves") == "forgets":
                return self.answer(404, {"status": 404, "title": "Not Found",
                                         "detail": "could not find provided request hash"})
            return self.tell(key)
        self.store()

    def begin(self):
        print(self.command, self.path, self.headers["User-Agent"], flush=True)
        self.root = "/" + self.path.split("/")[1]
        with open(f"{self.folder}{self.root}.json", encoding="utf-8") as file:
            self.plan = json.load(file)
        fault = self.plan.get("misbehaves")
        if fault == "hangs":
            threading.Event().wait()
        if fault == "mumbles":
            self.close_connection = True
            self.wfile.write(b"220 mail.example ESMTP\r\n")
        elif fault == "moved":
            self.redirect("https://elsewhere.example/moved")
        elif fault == "overloaded":
            self.answer(529, {"status": 529, "title": "Server overloaded", "detail":
                              "server overload, queue contains too many build requests: 201"})
        elif fault == "gateway":
            self.send(502, b"<html><h1>502 Bad Gateway</h1></html>", "text/html")
        else:
            return True
        return False

    def tell(self, key):
        said, request = self.builds[key]
        if said:
            detail, what = said.pop(0)
            body = {"status": 202, "detail": detail, "request": request, "request_hash": key, "enqueued_at": "…"}
            body |= {"queue_position": what} if detail == "queued" else {"imagebuilder_status": what}
            return self.answer(202, body)
        if failure := self.plan.get("fails") or missing(request, self.plan):
            return self.answer(500, {"status": 500, "imagebuilder_status": "failed", "request_hash": key, **failure})
        self.answer(200, self.build(key, request))

    def build(self, key, request):
        image = content(self.plan)
        sha256 = self.plan.get("sha256", hashlib.sha256(image).hexdigest())
        name = f"openwrt-776f99ba548e-ramips-mt7621-{request['profile']}-squashfs-"
        packages = [p for p in DEFAULTS + request["packages"] if p not in self.plan.get("omits", [])]
        return {"status": 200, "detail": "done", "imagebuilder_status": "done", "request_hash": key, "bin_dir": key,
                "version_number": request["version"], "version_code": "r34567-abcdef0123",
                "manifest": {package: "1.0" for package in packages},
                "images": [{"filesystem": "squashfs", "name": name + kind + ".bin", "sha256": sha256, "type": kind}
                           for kind in ("sysupgrade", "recovery")]}

    def store(self):
        image = content(self.plan)
        fault = self.plan.get("misbehaves")
        if fault == "redirects" and not self.path.endswith("?signed"):
            return self.redirect(self.path + "?signed")
        if fault == "escapes":
            return self.redirect(f"http://127.0.0.1:{self.server.server_port}{self.path}")
        self.send_response(200)
        self.send_header("Content-Length", str(len(image)))
        self.end_headers()
        if fault == "truncates":
            self.wfile.write(image[:len(image) // 2])
            self.close_connection = True
        else:
            self.wfile.write(image)

    def redirect(self, place):
        self.send_response(302)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, status, body):
        self.send(status, json.dumps(body).encode(), "application/json")

    def send(self, status, body, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def content(plan):
    if not plan["image"].startswith("/"):
        return plan["image"].encode()
    with open(plan["image"], "rb") as file:
        return file.read()


def field_errors(request):
    wrong = [(["body", field], request[field]) for field in ("version", "profile") if not STRING.match(request[field])]
    wrong += [(["body", "packages", i], p) for i, p in enumerate(request["packages"]) if not STRING.match(p)]
    return [{"type": "string_pattern_mismatch", "loc": loc, "msg": f"String should match pattern '{STRING.pattern}'",
             "input": got} for loc, got in wrong]


def refused(request):
    if request["version"] not in ("SNAPSHOT", "25.12.2"):
        return f"Unsupported branch: {request['version']}"
    if request["target"] != "ramips/mt7621":
        return f"Unsupported target: {request['target']}. The requested target was either dropped, is still being " \
            "built or is not supported by the selected version. Please check the forums or try again later."
    if request["profile"] not in BOARDS:
        return f"Unsupported profile: {request['profile']}. The requested profile was either dropped or never " \
            "existed. Please check the forums for more information."
    return None


def missing(request, plan):
    gone = sorted(p for p in request["packages"] if p not in plan.get("feeds", request["packages"]))
    if not gone:
        return None
    lines = "".join(f"  {p} (no such package):\n    required by: world[{p}]\n" for p in gone)
    return {"detail": f"Error: Impossible package selection: missing ({', '.join(gone)})",
            "stderr": "ERROR: unable to select packages:\n" + lines}


def main():
    Handler.folder = sys.argv[1]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if len(sys.argv) > 2:
        import ssl  # here, since it takes as long as all the rest of the start
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
