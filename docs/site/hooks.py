"""What the site has beside the pages in `docs/`: the reference of the public names, and two pages from the top.

mkdocs calls these functions while it builds; see its documentation under "Hooks".
"""

import re
from collections import defaultdict
from pathlib import Path

import griffe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
DOOR = "sim.api"
FROM_THE_TOP = ("CONTRIBUTING.md", "CHANGELOG.md")
OUTSIDE = re.compile(r"\[([^\]]*)\]\((?:\.\./)+(?!CONTRIBUTING|CHANGELOG)[^)]*\)")
"""A link from a page of `docs/` to a file of the project that is no page: its words stay."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add every decision to the navigation, so that a new one needs no line there."""
    records = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "README.md")
    config.nav.append({"Decisions": ["decisions/README.md", *(f"decisions/{name}" for name in records)]})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that no file in `docs/` holds."""
    for name in FROM_THE_TOP:
        text = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=text.replace("](docs/", "](")))
    files.append(File.generated(config, "reference.md", content=reference()))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Point links to the pages that come from the top at where they are on the site."""
    if page.file.src_uri in FROM_THE_TOP:
        return re.sub(r"\[([^\]]*)\]\((?![a-z]+:|#)(?![^)]*\.(?:md|svg|webp))[^)]*\)", r"\1", markdown)
    return OUTSIDE.sub(r"\1", markdown).replace("../CONTRIBUTING.md", "CONTRIBUTING.md")


def reference() -> str:
    """Return the page of the public names, one heading a room, in the order of the alphabet."""
    homes: dict[str, list[str]] = defaultdict(list)
    for name, home in public_names().items():
        homes[home.split(".")[1]].append(name)
    lines = ["# Python reference", "", f"Everything below is imported from `{DOOR}`.", ""]
    for room in sorted(homes):
        lines += [f"## {room}", ""]
        for name in sorted(homes[room], key=str.lower):
            lines += [f"::: {DOOR}.{name}", ""]
    return "\n".join(lines)


def public_names() -> dict[str, str]:
    """Return where each name of the public door is defined; the sources are read, nothing is imported."""
    door = griffe.load(DOOR, search_paths=[str(ROOT)])
    found = {name: member.target_path for name, member in door.members.items() if member.is_alias}
    return {name: home for name, home in found.items() if home.startswith("sim.") and not home.startswith(f"{DOOR}.")}
