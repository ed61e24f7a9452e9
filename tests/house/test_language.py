"""American English everywhere, and plain words: no British spelling, none of the words that readers stumbled over.

A quotation or a name in a file that people keep may stay: it is listed below with its reason, and only while it occurs.
"""

import io
import re
import tokenize

from tests.house.sources import text_files

BRITISH = {
    r"(?:col|fav|neighb|behavi|hon|lab|harb|rum|endeav)our": "-or, as in color",
    r"centre(?!ville)|metre|theatre|fibre|litre": "-er, as in center",
    r"(?:real|organ|recogn|amort|annual|summar|normal|initial|optim|vector|maxim|capital|item|util|penal|prioriti|final"
    r"|author|categor|standard|general|special|synchron|serial|visual|local|random|equal|stabil|custom|character"
    r"|critic|formal|modern|moneti|subsid|apolog|memor|priorit|materi?al|minim)is(?=e|ing|ation)": "-ize",
    r"emphasis(?=e|ing)|(?:anal|paral|catal)ys(?=e\b|ed|ing)": "-iz- or -yz-, as in analyze",
    r"licence|defence|offence|pretence": "-se, as in license",
    r"(?:label|model|travel|total|fuel|level|signal|channel|counsel|marshal|cancel|equal|dial)l(?=ed|ing|er\b)": (
        "one l, as in labeled"
    ),
    r"\bcheques?\b": "check",
    r"programmes?\b": "program",
    r"\bgrey": "gray",
    r"(?:judg|acknowledg)ement": "-dgment",
    r"instalment|fulfil(?!l)|enrol(?!l)|skilful|wilful": "two l's, as in installment",
    r"\b(?:whil|among)st\b": "while, among",
    r"\b(?:to|after)wards\b": "toward, afterward: without the s",
    r"\b(?:mis)?spelt\b|\blearnt\b": "spelled, learned",
    r"\bper cent\b": "percent",
    r"\bfor ever\b": "forever",
    r"\bpre-tax": "pretax",
    r"\bpractise": "practice",
    r"\bageing\b": "aging",
    r"\bartefact": "artifact",
    r"\bsceptic": "skeptic",
    r"\bfortnight|\bautumn\b": "two weeks, fall",
}
HOUSE = {
    r"(?<![a-z])mend(?:s|ed|ing|able)?(?![a-z])": "fix",
    r"\bTake away\b": "Export",
    r"\bdearer\b": "costs more",
    r"\bto fill in\b": "complete",
    r"\banew\b": "again, or new",
    r"\btold from luck\b": "could be chance",
    r"\bgone for good\b": "lost for good",
    r"\bstands? twice\b": "appears twice",
    r"\b(?:hereby|whereby|thereby|therein|thereof|wherein)\b": "a shorter sentence",
}
WORDS = {**BRITISH, **HOUSE}
PERCENT = re.compile(r"(?<=[\d}]) %(?![\w(])")
THIS = "tests/house/test_language.py"

ALLOWED = {
    ("sim/trace/one_path.py", "Pre-tax accounts at the end"): "a column of a table that people save",
    ("ui/core/beside.py", "realised"): "a name in saved plans, which must still open",
    ("tests/app/test_saved.py", "realised"): "a plan saved under that name is opened",
    ("tests/app/test_parts.py", "31.5 %"): "what a user may type",
    ("tests/unit/importers/test_returns_csv.py", "5.2 %"): "what an uploaded file may hold",
}
TEXTS = tuple((place, text) for place, text in text_files() if place not in (THIS, "LICENSE"))


def pieces(place: str, text: str) -> list[tuple[int, str]]:
    """Return line numbers and what people read there: of Python the strings and comments, of others every line."""
    if not place.endswith(".py"):
        return list(enumerate(text.splitlines(), 1))
    kinds = (tokenize.STRING, tokenize.COMMENT)
    tokens = [one for one in tokenize.generate_tokens(io.StringIO(text).readline) if one.type in kinds]
    return [(one.start[0] + k, line) for one in tokens for k, line in enumerate(one.string.splitlines())]


def is_allowed(place: str, line: str) -> bool:
    return any(place == where and words in line for where, words in ALLOWED)


def found(pattern: str) -> list[str]:
    """Return place, line number and word of every hit; names count as well as sentences."""
    search = re.compile(pattern, re.IGNORECASE if pattern.islower() else 0)
    return [
        f"{place}:{number} {hit.group()}"
        for place, text in TEXTS
        if search.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if (hit := search.search(line)) and not is_allowed(place, line)
    ]


def test_words_are_american_and_plain() -> None:
    problems = [f"{hit}: write {instead}" for pattern, instead in WORDS.items() for hit in found(pattern)]
    assert not problems, "\n".join(["American English, plain words:", *problems])


def test_a_percent_sign_follows_its_number() -> None:
    problems = [
        f"{place}:{number} {line.strip()[:80]}"
        for place, text in TEXTS
        if place.endswith((".py", ".md", ".toml"))
        for number, line in pieces(place, text)
        if PERCENT.search(line) and not is_allowed(place, line)
    ]
    assert not problems, "\n".join(["5%, without a space:", *problems])


def test_every_exception_is_still_met() -> None:
    texts = dict(TEXTS)
    unmet = [f"{place}: {words}" for place, words in ALLOWED if words not in texts.get(place, "")]
    assert not unmet, "take it off the list"


def test_the_words_are_found_and_their_neighbors_left_alone() -> None:
    """Every pattern finds one word of its kind, and no pattern finds these."""
    british = "Colour centre realised analysed licence cancelled cheque programme grey judgement instalment whilst "
    british += "towards spelt per cent for ever pre-tax practise ageing artefact sceptic fortnight emphasised"
    slang = (
        "a mend; Take away; dearer; to fill in; anew; cannot be told from luck; gone for good; stands twice; thereby"
    )
    assert not [pattern for pattern in BRITISH if not re.search(pattern, british, re.IGNORECASE)]
    assert not [pattern for pattern in HOUSE if not re.search(pattern, slang)]
    fine = "Color center realized analyses license amended recommends programmed raise otherwise exercised de minimis "
    fine += "premise noise advise enrolled fulfilled taken away promised revised emphasis metered cancel checked 10%"
    assert not [pattern for pattern in WORDS if re.search(pattern, fine)]
    assert PERCENT.search("taxed at 0 % then")
    assert not PERCENT.search("left = count % 3")
