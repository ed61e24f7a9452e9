"""What the container's files say, read line by line: no runtime is needed to run what stands in them."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from tests.house.sources import ROOT

VARIABLE = re.compile(r"\$\{(\w+)")


@dataclass
class Stage:
    """One stage of the image: its instructions in order, and what it sets."""

    steps: list[tuple[str, str]] = field(default_factory=list)

    def of(self, name: str) -> list[str]:
        """Return what stands behind every instruction of this name."""
        return [rest for word, rest in self.steps if word == name]

    @property
    def variables(self) -> dict[str, str]:
        """The environment that its commands run in."""
        return dict(one.split("=", 1) for one in self.of("ENV"))

    def command(self, name: str) -> list[str]:
        """Return the words of CMD, or of the one behind HEALTHCHECK's options."""
        (rest,) = self.of(name)
        words: list[str] = json.loads(rest[rest.index("[") :])
        return words


def stages() -> list[Stage]:
    """Return the stages of the image."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    found: list[Stage] = []
    for line in text.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            found.append(Stage())
        if word and not word.startswith("#"):
            found[-1].steps.append((word, " ".join(rest.split())))
    return found


def services() -> dict[str, Any]:
    """Return the services of the composition, by name."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    return found


def asked_variables() -> set[str]:
    """Return the names that whoever starts the composition sets."""
    return set(VARIABLE.findall((ROOT / "compose.yaml").read_text("utf-8")))
