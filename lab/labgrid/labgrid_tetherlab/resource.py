# SPDX-License-Identifier: Apache-2.0
"""Where hotspots are emulated."""

import attr
from labgrid.factory import target_factory
from labgrid.resource.common import NetworkResource, Resource

_text = attr.validators.instance_of(str)


@target_factory.reg_resource
@attr.s(eq=False)
class TetherGadget(Resource):
    """This machine is the gadget host.

    Args:
        udc (str): USB device controller; without it the only one there is
        socket (str): unix socket of an agent that runs already, as tetherlab-gadget.socket has it; without it an agent
            is started
    """

    udc = attr.ib(default="", validator=_text)
    socket = attr.ib(default="", validator=_text)


@target_factory.reg_resource
@attr.s(eq=False)
class NetworkTetherGadget(NetworkResource):
    """Another machine is the gadget host. An exporter that does not know the class exports it as it is.

    Args:
        host (str): [USER@]HOST, which ssh reaches with a key. USER has to be root there
        udc (str): USB device controller; without it the only one there is
    """

    udc = attr.ib(default="", validator=_text)


@target_factory.reg_resource
@attr.s(eq=False)
class TetherBench(Resource):
    """A whole virtual bench, router and hotspot, on this machine. Only lab/python can use it.

    Args:
        hotspot (str): profile of the hotspot
        image (str): name of a bench image, or a path to a .bin
        bench (str): name of a bench, or a path to a .yaml
        start (str): "snapshot" or "boot"
        lan (str): the router's own ADDRESS/PREFIX, which must not be in the hotspot's LAN
        wan (str): the device that the router's WAN uses
    """

    hotspot = attr.ib(validator=_text)
    image = attr.ib(default="standin", validator=_text)
    bench = attr.ib(default="virtual", validator=_text)
    start = attr.ib(default="snapshot", validator=_text)
    lan = attr.ib(default="192.168.8.1/24", validator=_text)
    wan = attr.ib(default="usb0", validator=_text)
