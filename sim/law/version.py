"""Which law a result was computed with."""

import hashlib
from functools import lru_cache
from pathlib import Path

LAW_FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def law_version() -> str:
    """Return 12 hex digits that change whenever any figure in any law data file changes.

    Returns
    -------
    str
        The first digits of a SHA-256 over the files; results carry it.

    See Also
    --------
    summary : Says it as ``law_version``.

    Examples
    --------
    >>> from sim.api import law_version
    >>> len(law_version()), set(law_version()) <= set("0123456789abcdef")
    (12, True)
    """
    digest = hashlib.sha256()
    for path in sorted(LAW_FOLDER.rglob("*")):
        if path.suffix in (".toml", ".json", ".csv"):
            digest.update(path.relative_to(LAW_FOLDER).as_posix().encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
