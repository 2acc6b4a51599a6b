# SPDX-License-Identifier: Apache-2.0
"""What a script can do with a bench, and what it is told when that goes wrong."""

from datetime import timedelta

import _tetherlab
import pytest
import tetherlab
from tetherlab import assertions as that


def test_the_verbs_reach_the_bench_in_order(lab, make_bench):
    with make_bench() as bench:
        bench.set_lan("192.168.8.1/24")
        bench.set_wan("usb0")
        bench.plug()
        bench.arm("brownout", {"off": "2 s"}, as_="second", on="request", after=timedelta(milliseconds=250))
        bench.fire("second")
        bench.end("second")
        bench.unplug()
        verbs = [call for call in lab.calls if not call.startswith("prepare")]
    assert verbs[0] == "plug"
    assert verbs[1].startswith("arm ") and "after: 250 ms" in verbs[1].replace('"', "")
    assert verbs[2:] == ["fire second", "end second", "unplug"]
    assert lab.calls[-1] == "destroyed"


def test_leaving_the_with_destroys_the_bench_and_writes_the_reports(lab, make_bench):
    with make_bench() as bench:
        bench.plug()
        assert bench.is_open
        assert bench.result is None
    assert lab.calls[-1] == "destroyed"
    assert not bench.is_open
    assert bench.result["verdict"] == "pass"
    assert [step["name"] for step in bench.result["steps"]] == ["bench", "plug"]
    assert sorted(path.name for path in bench.out.iterdir()) == [
        "events.jsonl",
        "junit.xml",
        "report.html",
        "result.json",
        "router-console.log",
        "usb-devices.txt",
    ]


def test_steps_stand_where_the_script_says_them(make_bench):
    with make_bench() as bench:
        bench.plug()
    assert bench.steps[1].place.split(":")[0].endswith("test_bench.py")
    assert bench.steps[1].verdict == "pass"


def test_an_expectation_that_does_not_hold_is_a_failure_with_its_checks(lab, make_bench):
    lab.let_web_work(False)
    with pytest.raises(tetherlab.Failure) as failed:
        with make_bench() as bench:
            bench.plug()
            bench.expect(that.http("router", within="20 ms"))
    assert failed.value.reason == "http: router: expected an HTTP answer for the router, got no answer in time"
    assert [(check.name, check.verdict) for check in failed.value.checks] == [("http: router", "fail")]
    assert isinstance(failed.value.diagnoses, list)
    assert bench.result["verdict"] == "fail"
    assert bench.result["cause"] == failed.value.reason


def test_a_rig_that_fails_is_an_error_with_action_object_and_reason(lab, make_bench):
    lab.fail_on("plug", "the agent is gone")
    with pytest.raises(tetherlab.Error, match="^plug hotspot: the agent is gone$") as failed:
        with make_bench() as bench:
            bench.plug()
    assert (failed.value.action, failed.value.object, failed.value.reason) == (
        "plug",
        "hotspot",
        "the agent is gone",
    )
    assert bench.result["verdict"] == "error"


def test_what_the_bench_cannot_do_is_skipped_and_named(make_bench):
    with pytest.raises(tetherlab.Skipped, match="^the bench cannot do vbus for fault sag$"):
        with make_bench(capabilities=_tetherlab.all_capabilities() - {"vbus"}) as bench:
            bench.arm("sag", {"for": "100 ms"})
    assert bench.result["verdict"] == "skipped"


def test_a_bench_with_another_hotspot_is_not_even_made(lab, make_bench):
    with pytest.raises(tetherlab.Skipped, match="hotspot 0e8d:2028"):
        with make_bench(capabilities={"hotspot 05c6:9057"}):
            pass
    assert lab.calls == []


def test_wrong_input_is_told_like_that_of_a_file(make_bench):
    with make_bench() as bench:
        with pytest.raises(tetherlab.ConfigError) as refused:
            bench.arm("brownot")
        with pytest.raises(tetherlab.ConfigError, match="no step before this one orders a fault 'x'"):
            bench.end("x")
        with pytest.raises(TypeError, match="expected a text, a number"):
            bench.upload(object())
    place, message = str(refused.value).split(": ", 1)
    assert place.split(":")[0].endswith("test_bench.py")
    assert "did you mean 'brownout'?" in message


def test_observing_gives_what_was_asked_for_and_none_for_the_rest(make_bench):
    with make_bench() as bench:
        facts = bench.observe(http_client=True)
    assert facts.router.wan_device == "usb0"
    assert facts.http_client.ok
    assert facts.download is None


def test_commands_give_status_and_output(make_bench):
    with make_bench() as bench:
        assert bench.shell.run("true") == tetherlab.Output(0, "", "")
        assert bench.client.run(["true"], within="1 s").status == 0


def test_evidence_goes_into_the_folder_of_the_reports(make_bench):
    with make_bench() as bench:
        bench.attach("trace.txt", "a line\n")
        bench.attach("trace.bin", b"\x00\xff")
        with pytest.raises(tetherlab.Error, match="expected the name of a file"):
            bench.attach("../trace.txt", "")
    assert (bench.out / "evidence/trace.txt").read_text() == "a line\n"
    assert (bench.out / "evidence/trace.bin").read_bytes() == b"\x00\xff"
    assert '"evidence/trace.txt"' in (bench.out / "events.jsonl").read_text()


def test_an_assert_of_the_script_is_the_routers_failure_and_a_bug_is_an_error(make_bench):
    with pytest.raises(AssertionError):
        with make_bench() as asserting:
            raise AssertionError("too slow")
    with pytest.raises(ZeroDivisionError):
        with make_bench() as broken:
            1 / 0
    assert (asserting.result["verdict"], asserting.result["cause"]) == ("fail", "AssertionError: too slow")
    assert (broken.result["verdict"], broken.result["cause"]) == (
        "error",
        "ZeroDivisionError: division by zero",
    )
