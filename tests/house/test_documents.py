"""What documents point to is there: files, pictures, headings; and no picture lies about unused."""

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT

DOCUMENTS = sorted(path for place in ("*.md", "docs/**/*.md", ".github/**/*.md") for path in ROOT.glob(place))
LINK = re.compile(r'(?:\[[^\]]*\]\(|<img src=")([^)\s"]+)[)"]')
BLOCK = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def links(path: Path) -> list[str]:
    """Return the targets of a document's links and pictures, but for those on the web."""
    prose = re.sub(r"`[^`\n]*`", "", BLOCK.sub("", path.read_text(encoding="utf-8")))
    found = LINK.findall(prose)
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def anchors(path: Path) -> set[str]:
    """Return what a link into a document may name: its headings as GitHub writes them."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_there(document: Path, target: str) -> bool:
    """Return whether a link of the document leads to a file that is there, and to a heading in it."""
    place, _, heading = target.partition("#")
    file = document.parent / place if place else document
    return file.exists() and (not heading or heading in anchors(file))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    broken = [target for target in links(document) if not is_there(document, target)]
    assert not broken, "a file or heading was renamed; rename it here too"


def test_every_picture_is_shown_and_small() -> None:
    shown = {(path.parent / target).resolve() for path in DOCUMENTS for target in links(path)}
    pictures = set((ROOT / "docs" / "pictures").iterdir())
    assert pictures
    assert not [path.name for path in pictures if path.resolve() not in shown], "show it in docs/pages.md or delete it"
    assert {path.suffix for path in pictures} <= {".webp", ".svg"}, "python -m scripts.make_pictures writes WebP"


def test_what_is_not_there_is_found(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    text = "# A heading: one\n\n`[no](link)` [there](#a-heading-one) [gone](gone.md) [web](https://x.example)\n"
    document.write_text(text + '<img src="p.webp" width="9">\n')
    assert links(document) == ["#a-heading-one", "gone.md", "p.webp"]
    assert [is_there(document, target) for target in links(document)] == [True, False, False]
