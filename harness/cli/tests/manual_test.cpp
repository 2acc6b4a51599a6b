// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/manual.hpp"

#include "harness/cli/tests/small_program.hpp"

#include <gtest/gtest.h>

namespace tetherlab::cli {
namespace {

TEST(Manual, HasEveryCommandWithItsOptions) {
    const testing::SmallProgram small;
    EXPECT_EQ(manual_page(command_table(small.app)),
              R"(.\" made by 'tetherlab manual'
.TH TETHERLAB 1 "" "tetherlab" "tetherlab"
.SH NAME
tetherlab \- tests routers with emulated USB hotspots
.SH SYNOPSIS
\fBsmall\fR \fICOMMAND\fR [\fIOPTION\fR...]
.SH DESCRIPTION
Does things.
.SH COMMANDS
.SS run
\fBsmall run\fR [\fIOPTION\fR...] \fIFILE...\fR
.PP
Run it.
.TP
\fIFILE...\fR
what to run
.TP
\fB\-h, \-\-help\fR
Print this help message and exit
.TP
\fB\-o, \-\-out\fR \fITEXT\fR
\&.bin beside it without it
.TP
\fB\-\-start\fR \fIboot|snapshot\fR
from where
.TP
\fB\-\-repeat\fR \fINUMBER\fR
so often (1 \- 9)
.TP
\fB\-\-json\fR
as JSON
.SS image inspect
\fBsmall image inspect\fR [\fIOPTION\fR...]
.PP
Look into one.
.TP
\fB\-h, \-\-help\fR
Print this help message and exit
.PP
It is not flashed.
.SH EXIT STATUS
0 well, 1 not.
)");
}

}  // namespace
}  // namespace tetherlab::cli
