# SPDX-License-Identifier: Apache-2.0
"""_tetherlab.pyi says what the module has, no more and no less."""

import ast
import inspect
from pathlib import Path

import _tetherlab
import tetherlab

STUB = Path(tetherlab.__file__).parent.parent / "_tetherlab.pyi"
OF_TESTS = {"FakeLab", "Recorder", "all_capabilities", "fake_bench"}


def public(names):
    return {name for name in names if not name.startswith("_") or name in ("__enter__", "__exit__")}


def names_in_stub():
    names = {}
    for node in ast.parse(STUB.read_text()).body:
        if isinstance(node, ast.ClassDef):
            names[node.name] = public(
                item.name for item in node.body if isinstance(item, ast.FunctionDef)
            ) | public(item.target.id for item in node.body if isinstance(item, ast.AnnAssign))
        elif isinstance(node, ast.FunctionDef):
            names[node.name] = None
    return names


def names_in_module():
    names = {}
    for name, value in vars(_tetherlab).items():
        if name in OF_TESTS or name.startswith("_"):
            continue
        if inspect.isclass(value):
            names[name] = public(member for member in vars(value))
        elif callable(value):
            names[name] = None
    return names


def test_the_stub_has_the_modules_names():
    stub, module = names_in_stub(), names_in_module()
    assert set(stub) == set(module)
    for name in stub:
        assert stub[name] == module[name], name


def test_everything_that_the_package_offers_is_there():
    for name in tetherlab.__all__:
        assert inspect.isclass(getattr(tetherlab, name))


def test_what_can_be_called_says_what_it_does():
    for name, value in vars(_tetherlab.Bench).items():
        if not name.startswith("_") and callable(value):
            assert len(value.__doc__.split("\n\n", 1)[1].strip()) > 10, name
