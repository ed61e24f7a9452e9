"""A kernel's signature says what it touches: annotated, no more of the state than it needs, what it changes by name."""

import ast
import re
from collections.abc import Iterator

from tests.house.sources import Source, python_sources
from tests.house.test_kernels import decorators_of

DECORATORS = {"kernel", "inner_kernel", "cold_kernel"}

WHOLE_STATE = {
    "_december",
    "_decide_ahead",
    "_end_year",
    "_month_end",
    "_open",
    "apply_law",
    "begin",
    "close_path",
    "convert",
    "foresee_allowance",
    "give_to_fund",
    "harvest_gains",
    "redeposit",
    "roll_over_due",
    "run_path",
    "spend_and_settle",
    "step_up_gains",
    "is_taxed_enough",
    "wanted_income",
}
"""The kernels that run a step, a rollover or a search over a whole return, and so take all of the state. Only a shorter
list may be written here: any other kernel takes the nouns of `sim/engine/records/state.py` that it touches."""

KERNELS = [
    (source, function)
    for source in python_sources("sim")
    for function in source.functions()
    if isinstance(function, ast.FunctionDef) and decorators_of(function) & DECORATORS
]


def parameters(function: ast.FunctionDef) -> dict[str, str]:
    """Return a function's parameters and what they are annotated with, '' for nothing."""
    return {one.arg: ast.unparse(one.annotation) if one.annotation else "" for one in function.args.args}


def root_of(node: ast.expr) -> str:
    """Return the name that a chain of subscripts and attributes begins with, '' where it begins with anything else."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def pairs(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Yield target and value of an assignment; one at a time where several stand in one line."""
    if isinstance(node, ast.AugAssign):
        yield node.target, None
    for target in node.targets if isinstance(node, ast.Assign) else ():
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=True)
        elif isinstance(target, ast.Tuple):
            yield from ((one, None) for one in target.elts)
        else:
            yield target, node.value


def changed(function: ast.FunctionDef) -> set[str]:
    """Return the parameters into which a function writes, itself or through a name for a part of one."""
    assigned = [pair for node in ast.walk(function) for pair in pairs(node)]
    own = {name: name for name in parameters(function)}
    for target, value in assigned:
        if isinstance(target, ast.Name) and target.id not in own and isinstance(value, ast.Subscript | ast.Attribute):
            own[target.id] = own.get(root_of(value), "")
    return {own.get(root_of(target), "") for target, _ in assigned if isinstance(target, ast.Subscript)} - {""}


def names(docstring: str, parameter: str) -> bool:
    """Return whether a docstring names a parameter: between backticks, or in a list of parameters."""
    listed = rf"^\s*(\w+, )*{parameter}(, \w+)* : "
    return f"`{parameter}`" in docstring or re.search(listed, docstring, re.MULTILINE) is not None


def place(source: Source, function: ast.FunctionDef) -> str:
    return f"{source.place}:{function.lineno} {function.name}"


def test_what_is_changed_is_seen() -> None:
    """Directly, through a name for a part, one of several at once; not a local value, not a name set again."""
    text = (
        "def one(state, lots, output, day):\n"
        "    units, yearly = state['units'], 0.0\n"
        "    units[3] += 1.0\n"
        "    lots['n'][0], yearly = 2, day\n"
        "    output.sums[0] = day\n"
        "    day = 3\n"
    )
    (function,) = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef)
    assert changed(function) == {"state", "lots", "output"}
    assert names("Fill `lots`.", "lots")
    assert names("Fill it.\n\n    units, lots : which", "lots")
    assert not names("Fill lots.", "lots")


def test_every_argument_and_result_of_a_kernel_is_annotated() -> None:
    assert len(KERNELS) > 300
    bare = [
        place(source, function)
        for source, function in KERNELS
        if "" in parameters(function).values() or function.returns is None
    ]
    assert not bare, f"{bare}: the types of records are in sim/engine/records/types.py"


def test_few_kernels_take_all_of_the_state() -> None:
    takers = {function.name for _, function in KERNELS if "State" in parameters(function).values()}
    assert not takers - WHOLE_STATE, "take the nouns that are touched, not the state: sim/engine/records/state.py"
    assert not WHOLE_STATE - takers, "no longer takes the state: drop it from the list"


def test_a_state_goes_by_its_name() -> None:
    """Under another name or type the list above would not see it."""
    hidden = [
        place(source, function)
        for source, function in KERNELS
        for name, annotation in parameters(function).items()
        if source.place.startswith("sim/engine/kernels") and (name == "state") != (annotation == "State")
    ]
    assert not hidden


def test_a_kernel_names_what_it_changes() -> None:
    unnamed = [
        f"{place(source, function)}: {parameter}"
        for source, function in KERNELS
        for parameter in sorted(changed(function))
        if not names(ast.get_docstring(function) or "", parameter)
    ]
    assert not unnamed, "say in the docstring: Modifies `...`.\n" + "\n".join(unnamed)


def test_an_engine_kernel_without_a_result_says_what_it_does_to_what() -> None:
    """What returns nothing changes an argument, or does nothing at all."""
    silent = [
        place(source, function)
        for source, function in KERNELS
        if source.place.startswith("sim/engine/kernels")
        and isinstance(function.returns, ast.Constant)
        and not any(names(ast.get_docstring(function) or "", parameter) for parameter in parameters(function))
    ]
    assert not silent, "\n".join(silent)


def test_the_trace_names_no_kernel_by_a_string() -> None:
    """A kernel that is renamed must be missed where it is imported, not silently no longer watched."""
    named = [
        f"{source.place}:{node.lineno} {node.value}"
        for source in python_sources("sim/trace")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"sim\.\w", node.value)
    ]
    assert not named, "import the kernel and use it as the key"
