"""A plan whose every free text is an address: none of them may become a link."""

import json
from typing import Any

ADDRESS = "https://e.vil/a www.e.vil ann@e.vil HTTP://E.VIL"
TEXTS = ("name", "label", "identity_group")
IDENTIFIERS = ("id", "account", "from_account", "to_account", "to_roth_account", "to_taxable_account", "plan_account")
SYMBOLS = ("symbol", "replacement", "plan_buys")


def with_addresses(document: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a sound plan, still sound, in which names, accounts and symbols are addresses."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    _change(copy, {})
    return copy


def _change(part: Any, groups: dict[str, str]) -> None:
    for item in part if isinstance(part, list) else []:
        _change(item, groups)
    for key, value in part.items() if isinstance(part, dict) else []:
        if isinstance(value, str) and value:
            if key in IDENTIFIERS:
                part[key] = f"{value}@e.vil"
            elif key in SYMBOLS:
                part[key] = f"www.e.vil/{value}"
            elif key in TEXTS:
                part[key] = f"{ADDRESS} {groups.setdefault(value, str(len(groups)))}"
        else:
            _change(value, groups)
