"""What a result depends on beside its household: the program's code, the law's figures, the compiled kernels."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sim.compile.cache import kernels_hash
from sim.law.version import law_version

PACKAGE = Path(__file__).resolve().parents[1]
KINDS = (".py", ".toml", ".json", ".csv")


class Stamp(NamedTuple):
    """Three hashes; two computers whose stamps are equal give a household the same figures."""

    code: str
    law: str
    kernels: str

    @property
    def words(self) -> str:
        """What a person compares."""
        return f"code {self.code}, law {self.law}, kernels {self.kernels}"


@lru_cache(maxsize=1)
def own_stamp() -> Stamp:
    """Return the stamp of this process."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in KINDS:
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return Stamp(digest.hexdigest()[:12], law_version(), kernels_hash())
