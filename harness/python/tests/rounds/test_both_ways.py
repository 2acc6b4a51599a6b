# SPDX-License-Identifier: Apache-2.0
"""Every scenario file and the script that is made of it come to the same verdict on the virtual bench.

Both run at the same time, each on a bench of its own, with the same seed. All of them take the better part of an hour:

    lab/test -L rounds
"""

import functools
import json
import os
import subprocess
from pathlib import Path

import _tetherlab
import pytest
import tetherlab

ROOT = Path(os.environ["TETHERLAB_ROOT"])
FILES = sorted((ROOT / "scenarios").glob("*/*.yaml"))
SEED = 7


def start_file(file, out):
    options = ["--no-results", "--start", "snapshot", "--seed", str(SEED), "--out", str(out)]
    with open(f"{out}.log", "w") as log:
        return subprocess.Popen([os.environ["TETHERLAB_PROGRAM"], "run", *options, str(file)], stderr=log)


def run_script(file, out, monkeypatch):
    bench = functools.partial(tetherlab.Bench, seed=SEED, out=out, live=False)
    monkeypatch.setattr(tetherlab, "Bench", bench)
    script = compile(_tetherlab.python_source(file), str(file.with_suffix(".py")), "exec")
    try:
        exec(script, {})
    except (tetherlab.Failure, tetherlab.Skipped, tetherlab.Error):
        pass  # as the verdict says


def came_of(out):
    """The verdict of a run, and those of its steps and assertions. A file is skipped before its first step, a script when
    it comes to what the bench cannot do."""
    result = json.loads((out / "result.json").read_text())
    if result["verdict"] == "skipped":
        return {"verdict": "skipped", "cause": result["cause"]}
    steps = [
        (step["name"], step["verdict"], [(check["name"], check["verdict"]) for check in step["checks"]])
        for step in result["steps"]
    ]
    return {"verdict": result["verdict"], "cause": result["cause"], "steps": steps}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_scenario_and_its_script_come_to_the_same_verdict(file, tmp_path, monkeypatch):
    by_file = start_file(file, tmp_path / "file")
    try:
        run_script(file, tmp_path / "script", monkeypatch)
        by_file.wait(timeout=600)
    finally:
        by_file.terminate()  # when it goes on; it undoes its bench
        by_file.wait(timeout=60)
    of_the_file = came_of(tmp_path / "file")
    assert came_of(tmp_path / "script") == of_the_file
    assert of_the_file["verdict"] in ("pass", "skipped")
