#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A stand-in for the recovery page of a D-Link boot loader, on loopback: page_stand_in.py FOLDER BEHAVIOUR

No such page was at hand. What is known of it is in OpenWrt's wiki ("D-Link Recovery GUI": uIP/0.9, HTTP/1.0, one form
that posts to / with a file in the field "firmware", "Device is upgrading the firmware" and later "Upgrade
successfully", which hangs after an upload that failed, until its power is cut) and in OpenWrt commit cab2e1de0d9
(DIR-3040). That uploads hang is said in the forum's thread 222090 and in openwrt/openwrt issue 2588. The words of the
page when it does not like a file are not known: those here are made up.

  takes    writes the file to FOLDER/written.bin
  stalls   reads some of an upload and goes on no more
  refuses  says that the file is no image

Prints its port. Serves one connection after the other, as uIP does.
"""
import email.parser
import email.policy
import http.server
import pathlib
import sys

FORM = b"""<html><body><form method="post" enctype="multipart/form-data" action="/">
<input type="file" name="firmware"><input type="submit" value="Upload"></form></body></html>"""


class Page(http.server.BaseHTTPRequestHandler):
    server_version = "uIP/0.9"
    sys_version = ""
    protocol_version = "HTTP/1.0"
    folder = pathlib.Path()
    behaviour = ""

    def log_message(self, *unused):
        pass

    def do_GET(self):
        self.answer(FORM)

    def do_POST(self):
        size = int(self.headers["Content-Length"])
        if self.behaviour == "stalls":
            self.rfile.read(size // 2)
            self.rfile.read()  # no more comes, and no end
            return
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.rfile.read(size))
        parts = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
        if self.path != "/" or "firmware" not in parts:
            return self.answer(b"<html>no file</html>")
        if self.behaviour == "refuses":
            return self.answer(b"<html>The file is not correct</html>")
        (self.folder / "written.bin").write_bytes(parts["firmware"].get_payload(decode=True))
        self.answer(b"<html>Device is upgrading the firmware</html>")

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)


def main():
    Page.folder = pathlib.Path(sys.argv[1])
    Page.behaviour = sys.argv[2]
    with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


main()
