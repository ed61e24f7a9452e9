"""The doors by which something a stranger made comes in. A door makes an input by chance, and tries it."""

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import NamedTuple

from sim.apart import RESULTS, Request, read
from sim.document.json_text import json_object
from sim.errors import InputError
from sim.scenario.models import SCHEMA_VERSION
from sim.scenario.written.load import parse_scenario
from sim.scenario.written.versions import upgraded
from tests.fuzz import seeds
from tests.fuzz.mutation import WORDS, Mutation
from tests.fuzz.pages import page_case, page_tried
from tests.fuzz.places import environment_case, environment_tried, store_case, store_tried
from tests.fuzz.shell import Attempt, called
from ui.core import document, problems

Case = dict[str, bytes]
"""An input: files by name; `options` holds further arguments as JSON."""

ORDERS = ([], ["--date-order", "mdy"], ["--date-order", "dmy"])
MAPPING = ["--map", "symbol=Symbol", "--map", "quantity=Quantity", "--map", "acquired=Date", "--map", "cost_basis=Cost"]
FORMATS = ("csv",) * 6 + ("json",) * 6 + ("ics",) * 4 + ("xlsx",) * 3 + ("html", "pdf")


class Door(NamedTuple):
    """make : an input by chance; the same chance gives the same input
    attempt : what comes of it; files go into the folder
    """

    make: Callable[[Random], Case]
    attempt: Callable[[Case, Path], Attempt]


def _options(*found: str) -> bytes:
    return json.dumps(list(found)).encode()


def run_case(random: Random) -> Case:
    content = random.choice(seeds.scenarios())
    mutation = Mutation(random, seeds.scenarios())
    damaged = mutation.of_json(content) if random.random() < 0.9 else mutation.of_bytes(content)
    return {"file": damaged, "options": _options("--paths", str(random.choice((1, 2, 3))))}


def run_tried(case: Case, folder: Path) -> Attempt:
    file = folder.with_suffix(".json")
    file.write_bytes(case["file"])
    return called(["run", str(file), "--out", str(folder), "--threads", "1", *json.loads(case["options"])], folder)


def upload_case(random: Random) -> Case:
    kind = random.choice(("plan", "plan", "lots", "returns"))
    corpus = {"plan": seeds.scenarios(), "lots": seeds.broker_files(), "returns": seeds.returns_files()}[kind]
    mutation, content = Mutation(random, corpus), random.choice(corpus)
    ways = [mutation.of_bytes, mutation.of_json if kind == "plan" else mutation.of_table]
    name = random.choice((*WORDS, "file.csv"))
    said = Request(kind, name, symbol=random.choice(("", "", *WORDS[:12])), date_order=random.choice(("", "", "mdy")))
    return {"file": random.choice((ways[0], ways[1], ways[1]))(content), "options": json.dumps(vars(said)).encode()}


def upload_tried(case: Case, folder: Path) -> Attempt:
    """What the app does with an upload, without its widgets (`tests.fuzz.pages` has those)."""
    said = Request(**json.loads(case["options"]))
    if said.kind != "plan":
        answer = read(said, case["file"])
        out = b"" if answer.problems else RESULTS[said.kind].dump_json(answer.result)
        return Attempt(2 if answer.problems else 0, out, "\n".join(map(str, answer.problems)))
    try:
        plan = parse_scenario(case["file"]).model_dump(mode="json")
    except InputError as error:
        try:
            plan = upgraded(json_object(case["file"]), SCHEMA_VERSION)
        except InputError:
            return Attempt(2, err=str(error))
        if document.misshapen(plan):
            return Attempt(2, err=str(error))
    found = problems.check(document.canonical(document.filled(plan)))
    words = "\n".join(problems.sentence(problem) for problem in found.problems)
    return Attempt(2 if found.problems else 0, found.sha256.encode(), words)


def import_case(random: Random) -> Case:
    mutation, content = Mutation(random, seeds.broker_files()), random.choice(seeds.broker_files())
    damaged = random.choice((mutation.of_bytes, mutation.of_table, mutation.of_table))(content)
    options = [*random.choice(ORDERS), *random.choice(([], [], ["--json"], MAPPING))]
    if random.random() < 0.2:
        options += ["--symbol", random.choice(WORDS).replace("\x00", ""), "--account", "Mine"]
    return {"file": damaged, "options": _options(*options)}


def import_tried(case: Case, folder: Path) -> Attempt:
    return called(["import", "-", *json.loads(case["options"])], folder, case["file"])


def wash_sales_case(random: Random) -> Case:
    mutation, content = Mutation(random, seeds.ledgers()), random.choice(seeds.ledgers())
    damaged = random.choice((mutation.of_bytes, mutation.of_table, mutation.of_table))(content)
    choices = (
        *(["--json"], ["--identical", "X,Y"], ["--no-401k-counts"], ["--no-older-lots"], ["--no-spouse-counts"]),
        *(["--average", "F"], ["--leave-out"], ["--year", "2025"]),
    )
    options = [word for choice in choices if random.random() < 0.3 for word in choice]
    return {"file": damaged, "options": _options(*options, random.choice(("form.csv",) * 4 + ("form.xlsx",)))}


def wash_sales_tried(case: Case, folder: Path) -> Attempt:
    *options, form = json.loads(case["options"])
    files = ["--out", str(folder / form), "--open-lots", str(folder / "lots.csv")]
    files += ["--txf", str(folder / "form.txf"), "--do-not-buy", str(folder / "stay.csv")]
    return called(["wash-sales", "-", *files, *options], folder, case["file"])


def tax_case(random: Random) -> Case:
    mutation, content = Mutation(random, seeds.tax_cases()), random.choice(seeds.tax_cases())
    return {"file": random.choice((mutation.of_bytes, mutation.of_table, mutation.of_table))(content)}


def tax_tried(case: Case, folder: Path) -> Attempt:
    return called(["tax", "-", "--out", str(folder / "out.csv")], folder, case["file"])


@cache
def run_folder() -> dict[str, bytes]:
    """Return the files of a run, made once."""
    place = Path(mkdtemp())
    try:
        (place / "plan.json").write_bytes(seeds.scenarios()[1])
        found = called(["run", str(place / "plan.json"), "--out", str(place / "out"), "--paths", "4"], place / "out")
    finally:
        shutil.rmtree(place)
    assert found.code == 0, found.err
    return found.files


def export_case(random: Random) -> Case:
    files = run_folder()
    name = random.choice(("report.json",) * 8 + tuple(files))
    mutation = Mutation(random, (files[name],), 10 * len(files[name]))
    damaged = mutation.of_json(files[name]) if name.endswith(".json") else mutation.of_bytes(files[name])
    return {"file": damaged, "options": _options(name, random.choice(FORMATS))}


def export_tried(case: Case, folder: Path) -> Attempt:
    damaged, kind = json.loads(case["options"])
    source = folder.with_suffix(".run")
    source.mkdir(exist_ok=True)
    for name, content in {**run_folder(), damaged: case["file"]}.items():
        (source / name).write_bytes(content)
    return called(["export", str(source), "--format", kind, "--out", str(folder / "file")], folder)


DOORS: dict[str, Door] = {
    "run": Door(run_case, run_tried),
    "upload": Door(upload_case, upload_tried),
    "import": Door(import_case, import_tried),
    "wash-sales": Door(wash_sales_case, wash_sales_tried),
    "tax": Door(tax_case, tax_tried),
    "export": Door(export_case, export_tried),
    "store": Door(store_case, store_tried),
    "environment": Door(environment_case, environment_tried),
    "pages": Door(page_case, page_tried),
}
