// SPDX-License-Identifier: Apache-2.0
// report_example [regression]: the report of a run that never was, or of a regression, on standard output,
// for a browser to open.
#include "harness/report/html.hpp"
#include "harness/report/tests/example_regression.hpp"
#include "harness/report/tests/example_run.hpp"

#include <iostream>
#include <string_view>

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "regression") {
        std::cout << tetherlab::report::regression_html(tetherlab::report::example_rows(),
                                                        tetherlab::report::example_compared());
        return 0;
    }
    using std::chrono::milliseconds;
    using tetherlab::event::Kind;
    std::cout << tetherlab::report::report_html(
        tetherlab::report::failed_run(),
        {{milliseconds(0), Kind::kPower, "router", {{"state", "on"}}},
         {milliseconds(0), Kind::kStepBegin, "router: boot from flash", {}},
         {milliseconds(9'000),
          Kind::kConsoleLine,
          "",
          {{"text", "[    8.9] Please press Enter to activate this console."}}},
         {milliseconds(9'300), Kind::kStepEnd, "router: boot from flash", {{"outcome", "ok"}}},
         {milliseconds(21'000), Kind::kUsb, "hotspot", {{"action", "plug"}}},
         {milliseconds(21'500), Kind::kUsb, "udc-state", {{"state", "configured"}}},
         {milliseconds(21'750),
          Kind::kConsoleLine,
          "",
          {{"text",
            "[   21.1] rndis_host 1-1:1.0 usb0: register 'rndis_host' at usb-0000:00:14.0-1, RNDIS device, "
            "02:50:f4:00:00:01"}}},
         {milliseconds(24'000), Kind::kObservation, "traffic", {{"down_bit_s", 3.1e6}, {"up_bit_s", 2.0e5}}},
         {milliseconds(24'100), Kind::kObservation, "round-trip", {{"ms", 21.5}}},
         {milliseconds(25'100), Kind::kObservation, "round-trip", {{"ms", 64.0}}},
         {milliseconds(25'340),
          Kind::kFault,
          "brownout",
          {{"what", "fired"}, {"text", "traffic 500 kbit/s"}}},
         {milliseconds(25'350), Kind::kUsb, "udc-state", {{"state", "not attached"}}},
         {milliseconds(25'500), Kind::kObservation, "traffic", {{"down_bit_s", 0.0}, {"up_bit_s", 0.0}}},
         {milliseconds(25'600),
          Kind::kConsoleLine,
          "",
          {{"text",
            "[   25.0] usb 1-1: USB disconnect, device number 2 <script>document.title = "
            "'broken'</script>"}}},
         {milliseconds(27'100), Kind::kObservation, "round-trip", {{"ms", nullptr}}},
         {milliseconds(28'340), Kind::kFault, "brownout", {{"what", "ended"}}},
         {milliseconds(33'100), Kind::kObservation, "round-trip", {{"ms", 24.0}}},
         {milliseconds(60'000), Kind::kVerdict, "driver: rndis_host", {{"verdict", "fail"}}},
         {milliseconds(61'500), Kind::kPower, "router", {{"state", "off"}}}});
}
