"""`run SCENARIO.json --out DIR`: simulate a scenario and write summary.json, tables and what `export` reads."""

import argparse
import math
import sys
import tempfile
from pathlib import Path

from sim.api import (
    Findings,
    InputError,
    Problem,
    Scenario,
    attribution,
    csv_tables,
    find_best,
    read_scenario,
    report_of,
    safe_spending,
    scenario_json,
    simulate,
    summary_json,
    tax_cost,
    timing_map,
    what_moves,
    worlds,
)
from sim.api.export import REPORT_FILE, RUN_FILES, check_targets, export_files, reason, report_json, write_run
from sim.api.results import (
    MEASURE,
    MOST_RISK_AVERSION,
    OBJECTIVES,
    RISK_AVERSION,
    default_objective,
    first_year_figures,
    reference_of,
    stopping_json,
    verdict,
    versus,
)
from sim.api.studies import (
    DEFAULT_RATE,
    GOAL,
    LEAST_RATE,
    MOST_RATE,
    check_memory,
    checked_rate,
    moving_rollover,
    strategy_to_try,
    whose_merit,
)
from sim.commands.numbers import MOST_PATHS, whole_number
from sim.commands.progress import progress

MOST_THREADS, FIRST_BAD_SEED = 256, 2**63
STUDIES = (
    "attribution", "timing_map", "what_moves", "find_best", "safe_spending", "tax_cost", "whose_merit", "worlds",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("scenario", metavar="SCENARIO.json", help="a scenario's JSON, or - for standard input")
    parser.add_argument("--out", metavar="DIR", required=True, help="folder for the results; created if it is missing")
    parser.add_argument("--paths", metavar="N", help="number of random paths; default: the scenario's")
    parser.add_argument("--seed", metavar="S", help="seed of the random paths; default: the scenario's")
    parser.add_argument(
        "--attribution",
        action="store_true",
        help="add where each difference comes from to summary.json; takes about 12 times as long",
    )
    parser.add_argument(
        "--timing-map",
        choices=("shared", "full"),
        help="add a map of harvest dates and rollover dates; full: takes about 10 times as long",
    )
    parser.add_argument(
        "--what-moves",
        action="store_true",
        help="add how some inputs change the result of the strategy that the answer is about",
    )
    parser.add_argument(
        "--find-best",
        choices=tuple(GOAL),
        metavar="GOAL",
        help=f"add a search over some 200 strategies by {', '.join(GOAL)}",
    )
    parser.add_argument(
        "--safe-spending",
        metavar="RATE",
        help=f"add what each strategy lets you spend at this success rate [%% of paths], e.g. {DEFAULT_RATE:g}",
    )
    parser.add_argument(
        "--tax-cost",
        action="store_true",
        help="add what the taxable account loses to tax a year, by Morningstar's formula at the household's own rates",
    )
    parser.add_argument(
        "--whose-merit",
        action="store_true",
        help="add what conversion and harvest each add, for strategies that differ in both from the first",
    )
    parser.add_argument(
        "--worlds",
        action="store_true",
        help="add in which of some 19 worlds with other assumptions the verdict holds (by --objective)",
    )
    parser.add_argument(
        "--risk-aversion",
        metavar="G",
        help=f"relative risk aversion of the certain income, 0 to {MOST_RISK_AVERSION:g}; default: {RISK_AVERSION:g}",
    )
    parser.add_argument(
        "--objective",
        choices=OBJECTIVES,
        help="what the map, --what-moves and --worlds measure; not given: what fits how the plan ends",
    )
    parser.add_argument("--threads", metavar="T", help="threads to use; the results are the same")


def run(arguments: argparse.Namespace) -> int:
    """Simulate and write the results; raises `InputError` before any work where an argument cannot be used."""
    scenario, threads = _inputs(arguments)
    risk_aversion = _checked_numbers(arguments)
    arguments.objective = arguments.objective or default_objective(scenario.household.lives.kind)
    out = Path(arguments.out)
    for work in _work(arguments):
        check_memory(scenario, work)
    _keep_what_is_read(Path(arguments.scenario), out, scenario)
    _make_folder(out)
    result = simulate(scenario, threads=threads, on_progress=progress())
    findings = Findings(result)
    findings.risk_aversion = risk_aversion
    if arguments.attribution:
        findings.attribution = attribution(findings, progress())
    _add_what_was_asked(findings, arguments)
    texts = {"summary.json": summary_json(findings), "scenario.json": scenario_json(scenario), **csv_tables(findings)}
    files = {name: text.encode() for name, text in texts.items()}
    report = report_json(report_of(findings), files).encode()
    write_run(out, {REPORT_FILE: report, **files}, _files_of_a_run().__contains__)
    law = f"taxes of {scenario.start.year}: {first_year_figures(scenario)}"
    print(f"{out / 'summary.json'}: {len(findings.names)} strategies, {result.n_paths} paths; {law}", file=sys.stderr)
    if (stopping := stopping_json(result)) is not None:
        print(stopping["why"], file=sys.stderr)
    return 0


def _add_what_was_asked(findings: Findings, arguments: argparse.Namespace) -> None:
    """Add to the findings what the pages work out on demand; raises `InputError` where the plan has no such thing."""
    scenario = findings.result.scenario
    if arguments.timing_map:
        if moving_rollover(scenario) is None:
            raise InputError(
                [Problem("--timing-map", "", "The plan has no direct rollover, so there is no date to move.")]
            )
        is_full = arguments.timing_map == "full"
        found = timing_map(scenario, arguments.objective, on_progress=progress(), is_full=is_full)
        findings.asked["timing_map"] = found.as_json()
    if arguments.what_moves:
        of_answer = verdict(findings, arguments.objective).strategy
        strategy, reference = strategy_to_try(scenario) if of_answer is None else of_answer, reference_of(findings)
        if strategy is None or strategy == reference:
            raise InputError(
                [
                    Problem(
                        "--what-moves",
                        "",
                        "The plan needs a strategy that harvests and another one to compare it with.",
                    )
                ]
            )
        moved = what_moves(scenario, strategy, reference, arguments.objective, on_progress=progress())
        findings.asked["what_moves"] = moved.as_json()
    if arguments.find_best:
        findings.asked["find_best"] = find_best(scenario, arguments.find_best, progress()).as_json()
    if arguments.safe_spending is not None:
        safe = safe_spending(scenario, _number(arguments.safe_spending), on_progress=progress())
        findings.asked["safe_spending"] = safe.as_json()
        if all(one.spending is None for one in safe.strategies):
            raise InputError([Problem("--safe-spending", arguments.safe_spending, safe.strategies[0].why_not)])
    if arguments.tax_cost:
        findings.asked["tax_cost"] = tax_cost(scenario, on_progress=progress()).as_json()
    if arguments.whose_merit:
        merit = whose_merit(scenario, arguments.objective, on_progress=progress())
        findings.asked["whose_merit"] = merit.as_json()
    if arguments.worlds:
        told = verdict(findings, arguments.objective)
        if told.strategy is None:
            raise InputError([Problem("--worlds", "", told.sentence)])
        own = versus(findings, MEASURE[arguments.objective], told.reference)[told.strategy]
        tried = worlds(scenario, told.strategy, told.reference, arguments.objective, on_progress=progress(), today=own)
        findings.asked["worlds"] = tried.as_json()


def _checked_numbers(arguments: argparse.Namespace) -> float | None:
    """Return the risk aversion, None where none is given; raises `InputError` where it or the rate is out of range."""
    if arguments.safe_spending is not None:
        rate = _number(arguments.safe_spending)
        if math.isnan(rate):
            fix = f"Not a number; choose a share of the paths from {LEAST_RATE:g} to {MOST_RATE:g}%."
            raise InputError([Problem("--safe-spending", arguments.safe_spending, fix)])
        checked_rate(rate, "--safe-spending")
    if arguments.risk_aversion is None:
        return None
    found = _number(arguments.risk_aversion)
    if not 0.0 <= found <= MOST_RISK_AVERSION:
        fix = f"This must be a number from 0 to {MOST_RISK_AVERSION:g}."
        raise InputError([Problem("--risk-aversion", arguments.risk_aversion, fix)])
    return found


def _number(text: str) -> float:
    """Return the number in the text, with a percent sign or without; NaN where there is none."""
    try:
        return float(text.strip().removesuffix("%"))
    except ValueError:
        return math.nan


def _work(arguments: argparse.Namespace) -> list[str]:
    """Return what is to be done, by the names under which `check_memory` knows it."""
    asked = {name: getattr(arguments, name) for name in STUDIES}
    return ["run", *(name for name, is_wanted in asked.items() if is_wanted)]


def _inputs(arguments: argparse.Namespace) -> tuple[Scenario, int | None]:
    """Return the scenario with the arguments' paths and seed, and the threads; every problem is raised at once."""
    problems: list[Problem] = []
    n_paths = whole_number("--paths", arguments.paths, 1, MOST_PATHS, problems)
    seed = whole_number("--seed", arguments.seed, 0, FIRST_BAD_SEED - 1, problems)
    threads = whole_number("--threads", arguments.threads, 1, MOST_THREADS, problems)
    try:
        scenario = read_scenario(Path(arguments.scenario))
    except InputError as error:
        raise InputError(problems + error.problems) from None
    if problems:
        raise InputError(problems)
    scenario = scenario if n_paths is None else scenario.with_paths(n_paths)
    given = {} if seed is None else {"seed": seed}
    return scenario.model_copy(update={"simulation": scenario.simulation.model_copy(update=given)}), threads


def _files_of_a_run() -> set[str]:
    """Return the names that the files of a run, and of its exports, have in its folder: it holds those of one run."""
    return {REPORT_FILE, *RUN_FILES, *export_files()}


def _keep_what_is_read(source: Path, out: Path, scenario: Scenario) -> None:
    """Raise `InputError` where the results would be written over the scenario that is read, unless as it stands."""
    try:
        is_as_written = source.name == "scenario.json" and source.read_bytes() == scenario_json(scenario).encode()
    except OSError:  # standard input
        return
    if not is_as_written:
        fix = "The scenario that is read lies there and would be written over; choose another folder."
        check_targets([("--out", out / name) for name in sorted(_files_of_a_run())], [source], fix)


def _make_folder(folder: Path) -> None:
    """Make the folder and see that it can be written to, before minutes are spent on a run."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except FileExistsError:
        raise InputError(
            [Problem("--out", str(folder), "This is a file, not a folder; choose another name.")]
        ) from None
    except (OSError, ValueError) as error:
        raise InputError([Problem("--out", str(folder), f"Cannot be written to: {reason(error)}.")]) from None
