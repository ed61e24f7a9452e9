"""The good inputs that damage begins from: every fixture, every sample, random households and ledgers."""

import json
import tomllib
from functools import cache
from pathlib import Path
from random import Random

import numpy as np

from sim.scenario.written.samples import SAMPLES, sample_scenario
from tests.oracles.random_scenarios import random_scenario

ROOT = Path(__file__).parents[2]
N_RANDOM = 24
RETURNS = (
    "date,us_stock,us_bond,inflation\n" + "".join(f"{year},0.{year % 17:02},0.03,0.02\n" for year in range(1990, 2012)),
    "month,us_stock\n" + "".join(f"{2000 + n // 12}-{n % 12 + 1:02},0.0{n % 9}\n" for n in range(30)),
)


@cache
def scenarios() -> tuple[bytes, ...]:
    """Return plans as JSON: the samples, the studies' and random ones."""
    documents = [sample_scenario(name).model_dump(mode="json") for name in SAMPLES]
    documents += [json.loads(file.read_text()) for file in sorted((ROOT / "scenarios").glob("*.json"))]
    for seed in range(N_RANDOM):
        drawn = random_scenario(np.random.default_rng(seed), longest_horizon=30, with_policies=seed % 2 == 0)
        documents.append(drawn.model_dump(mode="json"))
    return tuple(json.dumps(document).encode() for document in documents)


@cache
def broker_files() -> tuple[bytes, ...]:
    """Return a file of every broker's layout."""
    return tuple(file.read_bytes() for file in sorted((ROOT / "tests" / "fixtures" / "brokers").iterdir()))


@cache
def returns_files() -> tuple[bytes, ...]:
    """Return records of one's own returns."""
    return tuple(text.encode() for text in RETURNS)


@cache
def ledgers() -> tuple[bytes, ...]:
    """Return the ledgers of the law's cases."""
    folder = ROOT / "tests" / "law_cases"
    cases = sorted([*folder.glob("wash_sales/*.toml"), *folder.glob("basis/*.toml")])
    return tuple(tomllib.loads(case.read_text())["ledger"].lstrip().encode() for case in cases)


@cache
def tax_cases() -> tuple[bytes, ...]:
    """Return households of the law's cases, twelve a file."""
    found = []
    for name in ("federal.csv", "state.csv", "state_other.csv"):
        head, *rows = (ROOT / "tests" / "law_cases" / name).read_text().splitlines()
        random = Random(name)
        found += ["\n".join([head, *random.sample(rows, 12), ""]) for _ in range(8)]
    return tuple(text.encode() for text in found)
