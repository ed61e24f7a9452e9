"""Which symbols are substantially identical: every symbol's group under one name."""

from collections.abc import Iterable


class IdentityGroups:
    """Names the identity group of a symbol; symbols nobody grouped are identical to themselves only."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self._parent: dict[str, str] = {}
        for group in groups:
            symbols = list(group)
            for symbol in symbols[1:]:
                self._parent[self.name(symbol)] = self.name(symbols[0])

    def name(self, symbol: str) -> str:
        """Return the symbol that stands for the whole group."""
        while (parent := self._parent.get(symbol, symbol)) != symbol:
            symbol = parent
        return symbol

    def are_identical(self, one: str, other: str) -> bool:
        """Return whether two symbols are substantially identical."""
        return self.name(one) == self.name(other)
