// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/conntrack.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"

#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <sys/socket.h>

#include <cerrno>

namespace tetherlab::lan {
namespace {

constexpr const char* kObject = "tracked connections";

// IPCTNL_MSG_CT_DELETE without a tuple is a flush (nf_conntrack_netlink.c, ctnetlink_del_conntrack()).
struct Flush {
    nlmsghdr header{};
    nfgenmsg family{};
};

struct Answer {
    nlmsghdr header{};
    nlmsgerr result{};
};

}  // namespace

void forget_connections() {
    const base::UniqueFd socket(base::check(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER),
                                            "open", "netfilter socket"));
    Flush flush;
    flush.header.nlmsg_len = sizeof flush;
    flush.header.nlmsg_type = (NFNL_SUBSYS_CTNETLINK << 8) | IPCTNL_MSG_CT_DELETE;
    flush.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
    flush.family.version = NFNETLINK_V0;
    base::check(static_cast<int>(::send(socket.get(), &flush, sizeof flush, 0)), "forget", kObject);
    Answer answer;  // the kernel has answered when send() returns (netlink_unicast_kernel())
    base::check(static_cast<int>(::recv(socket.get(), &answer, sizeof answer, 0)), "forget", kObject);
    if (answer.result.error != 0) throw base::SystemError("forget", kObject, -answer.result.error);
}

}  // namespace tetherlab::lan
