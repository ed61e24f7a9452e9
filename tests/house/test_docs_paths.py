"""Files, modules and commands that the documents name are there, under the names they have now."""

import re
from pathlib import Path

from tests.house.sources import PYTHON_PLACES, ROOT

DOCUMENTS = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")})
CODE = re.compile(r"`([^`\n]+)`")
FOLDERS = (*(place for place in PYTHON_PLACES if "." not in place), "docs", "scenarios", ".ci", ".github", "deploy")
PATH = re.compile(rf"(?:{'|'.join(re.escape(folder) for folder in FOLDERS)})/[\w./*-]+")
FILE = re.compile(r"\w+\.(?:py|toml)")
MODULE = re.compile(r"(?:sim|benchmarks|scripts)(?:\.\w+)+")
COMMAND = re.compile(r"python -m ((?:sim|benchmarks|scripts)(?:\.\w+)*)")
MADE_UP = re.compile(r"\b(?:XX|NAME|LAYOUT|TOPIC|FILE)\b|\bname\.py|<")
"""What stands for a name that the reader chooses."""


def file_of(module: str) -> Path | None:
    """Return the file of a module or package, or None."""
    path = ROOT / module.replace(".", "/")
    choices = (path.with_suffix(".py"), path / "__init__.py", path / "__main__.py")
    return next((file for file in choices if file.is_file()), path if path.is_dir() else None)


def is_module(dotted: str) -> bool:
    """Return whether a dotted name is a module, or a name that a module's own text defines or passes on."""
    if file_of(dotted):
        return True
    module, _, name = dotted.rpartition(".")
    file = file_of(module) if module else None
    return (
        file is not None and file.is_file() and re.search(rf"\b{name}\b", file.read_text(encoding="utf-8")) is not None
    )


def is_there(words: str, file_names: set[str]) -> bool:
    """Return whether what a document writes as code exists, where it names a file, a folder, a module or a command."""
    if MADE_UP.search(words):
        return True
    if PATH.fullmatch(words):
        return any(ROOT.glob(words.rstrip("/")))
    if FILE.fullmatch(words):
        return words in file_names
    called = words.partition("(")[0]
    if MODULE.fullmatch(called):
        return is_module(called)
    return all(file_of(module) for module in COMMAND.findall(words))


def missing(text: str, file_names: set[str]) -> list[str]:
    """Return the names in a document that lead nowhere."""
    commands = [f"python -m {module}" for module in COMMAND.findall(text)]
    return sorted({words for words in [*CODE.findall(text), *commands] if not is_there(words, file_names)})


def names_of_files() -> set[str]:
    tops = [ROOT / place for place in FOLDERS if (ROOT / place).is_dir()]
    return {path.name for top in tops for path in top.rglob("*.*")} | {path.name for path in ROOT.iterdir()}


def test_documents_name_what_is_there() -> None:
    names = names_of_files()
    gone = {path.relative_to(ROOT).as_posix(): missing(path.read_text(encoding="utf-8"), names) for path in DOCUMENTS}
    assert "docs/engine.md" in gone
    assert not {place: words for place, words in gone.items() if words}, "it has moved; name it where it is now"


def test_what_is_gone_is_found() -> None:
    text = "`sim/law/federal/*.toml` `sim/none.py` `tests/oracles/` `sim.law.law_version()` `sim.law.nothing` `cli.py` "
    text += "`gone.py` `sim/law/states/XX.toml` `python -m sim run` `python -m benchmarks.none`\n"
    text += "    python -m scripts.gone\n"
    found = missing(text, names_of_files())
    assert found == ["gone.py", "python -m benchmarks.none", "python -m scripts.gone", "sim.law.nothing", "sim/none.py"]
