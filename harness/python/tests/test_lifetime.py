# SPDX-License-Identifier: Apache-2.0
"""Who outlives whom, what interrupts a wait, and that the bench is gone after each."""

import gc
import os
import signal
import threading

import _tetherlab
import pytest
import tetherlab
from tetherlab import assertions as that


def test_a_bench_is_of_no_use_before_its_with(make_bench):
    bench = make_bench()
    with pytest.raises(tetherlab.Closed, match="^plug bench: it is not open: use it in a 'with'$"):
        bench.plug()


def test_a_bench_is_of_no_use_after_its_with(make_bench):
    with make_bench() as bench:
        pass
    for use in (bench.plug, bench.observe, lambda: bench.attach("x", "")):
        with pytest.raises(tetherlab.Closed, match="it is closed: its 'with' is over"):
            use()


def test_a_bench_is_not_opened_twice(make_bench):
    with make_bench() as bench:
        with pytest.raises(tetherlab.Closed, match="it has been open before"):
            bench.__enter__()


def test_what_a_script_holds_of_a_bench_outlives_it(make_bench):
    with make_bench() as bench:
        shell, client = bench.shell, bench.client
        facts = bench.observe()
    del bench
    gc.collect()
    with pytest.raises(tetherlab.Closed, match="^run on router bench: it is closed"):
        shell.run("true")
    with pytest.raises(tetherlab.Closed, match="^run on client bench: it is closed"):
        client.run(["true"])
    assert facts.router.wan_device == "usb0"


def test_a_bench_that_nobody_holds_is_undone(lab, make_bench):
    make_bench().__enter__()
    gc.collect()
    assert lab.calls[-1] == "destroyed"


def interrupt_once(lab):
    looks = iter(range(1_000_000))

    def interrupt():
        if next(looks) == 0:
            os.kill(os.getpid(), signal.SIGINT)

    lab.on_look = interrupt


def test_ctrl_c_ends_a_wait_and_undoes_the_bench(lab, make_bench):
    lab.let_web_work(False)
    interrupt_once(lab)
    with pytest.raises(KeyboardInterrupt):
        with make_bench() as bench:
            bench.expect(that.http("router", within="1 h"))
    assert "abort" in lab.calls
    assert lab.calls[-1] == "destroyed"
    assert (bench.result["verdict"], bench.result["cause"]) == ("error", "asked to stop")


def test_after_ctrl_c_nothing_more_is_done_on_the_bench(lab, make_bench):
    lab.let_web_work(False)
    interrupt_once(lab)
    with make_bench() as bench:
        with pytest.raises(KeyboardInterrupt):
            bench.expect(that.http("router", within="1 h"))
        with pytest.raises(tetherlab.Error, match="asked to stop"):
            bench.plug()
    assert "plug" not in lab.calls


def test_events_come_while_the_script_waits(make_bench):
    seen = []
    with make_bench(on_event=lambda event: seen.append((event.kind, event.name))) as bench:
        bench.plug()
    assert seen[:2] == [("step-begin", "bench"), ("step-end", "bench")]
    assert ("usb", "hotspot") in seen
    assert all(name != "expect" for _, name in seen)


def test_an_exception_in_a_callback_ends_the_wait_and_undoes_the_bench(lab, make_bench):
    def object_to_the_plug(event):
        if event.name == "plug":
            raise RuntimeError("not today")

    with pytest.raises(RuntimeError, match="not today"):
        with make_bench(on_event=object_to_the_plug) as bench:
            bench.plug()
    assert "abort" in lab.calls
    assert lab.calls[-1] == "destroyed"
    assert bench.result["verdict"] == "error"


def test_an_exception_while_the_bench_is_made_leaves_nothing(lab, make_bench):
    def object(event):
        raise RuntimeError("not today")

    with pytest.raises(RuntimeError, match="not today"):
        with make_bench(on_event=object):
            pytest.fail("the bench was opened")
    assert lab.calls == [] or lab.calls[-1] == "destroyed"


def test_a_callback_cannot_use_the_bench_that_waits_for_it(make_bench):
    refused = []

    def plug_again(event):
        if event.kind == "usb":
            with pytest.raises(tetherlab.Error, match="another call is under way") as error:
                bench.plug()
            refused.append(str(error.value))

    with make_bench(on_event=plug_again) as bench:
        bench.plug()
    assert refused == ["plug bench: another call is under way"]


def test_two_benches_in_two_threads_do_not_meet(tmp_path):
    meet = threading.Barrier(2, timeout=60)
    labs = [_tetherlab.FakeLab() for _ in range(2)]
    verdicts = [None, None]

    def use(number):
        labs[number].on_look = meet.wait  # neither goes on before both look
        with _tetherlab.fake_bench(labs[number], out=tmp_path / str(number)) as bench:
            bench.plug()
            bench.observe()
        verdicts[number] = bench.result["verdict"]

    threads = [threading.Thread(target=use, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts == ["pass", "pass"]
    assert [lab.calls[-1] for lab in labs] == ["destroyed", "destroyed"]


def test_leaving_the_with_stops_what_another_thread_waits_for(lab, make_bench):
    lab.let_web_work(False)
    looking = threading.Event()
    lab.on_look = looking.set
    raised = []

    def expect(bench):
        try:
            bench.expect(that.http("router", within="1 h"))
        except tetherlab.Error as error:
            raised.append(str(error))

    with make_bench() as bench:
        thread = threading.Thread(target=expect, args=[bench])
        thread.start()
        assert looking.wait(60)
    thread.join()
    assert raised == ["do expect: asked to stop"]
    assert lab.calls[-1] == "destroyed"
