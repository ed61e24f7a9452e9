"""OFX and QFX: damaged, hostile, of a bank, of several accounts."""

from decimal import Decimal
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.importers.registry import import_content

FILES = Path(__file__).parents[2] / "fixtures" / "brokers"
SGML = (FILES / "ofx_version_1.qfx").read_text()
XML = (FILES / "ofx_version_2.ofx").read_text()


def _refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        import_content(text.encode())
    return "\n".join(map(str, caught.value.problems))


def test_what_is_not_read_has_its_dollars() -> None:
    """The put at -510 and the note at 9,850."""
    assert import_content(SGML.encode()).dollars_not_read == Decimal("9340")


def test_one_position_that_cannot_be_read_costs_no_other() -> None:
    result = import_content(SGML.replace("<UNITS>100.5", "<UNITS>many").encode())
    assert [lot.symbol for lot in result.lots] == ["BRK.B"]
    assert result.dollars_not_read == Decimal("9340") + 30150


def test_cash_that_is_no_money_fund_among_the_positions_is_counted_beside_it() -> None:
    result = import_content(SGML.replace("<AVAILCASH>450.25", "<AVAILCASH>99.75").encode())
    assert sorted(one.amount for one in result.cash) == [Decimal("99.75"), Decimal("450.25")]


def test_shares_sold_short_are_listed_whatever_their_sign() -> None:
    short = SGML.replace("<POSTYPE>LONG<UNITS>10<", "<POSTYPE>SHORT<UNITS>10<").replace("<MKTVAL>5000", "<MKTVAL>-5000")
    result = import_content(short.encode())
    assert [lot.symbol for lot in result.lots] == ["VTI"]
    assert any("short" in row.reason for row in result.skipped)


def test_two_accounts_in_one_file_stay_two() -> None:
    begin, end = XML.index(" <INVSTMTMSGSRSV1>"), XML.index(" <SECLISTMSGSRSV1>")
    second = XML[begin:end].replace("998877", "112233")
    hints = {lot.account_hint for lot in import_content((XML[:end] + second + XML[end:]).encode()).lots}
    assert len(hints) == 2


BANK = "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("OFXHEADER:100\nDATA:OFXSGML\n<OFX>", "damaged or cut off"),
        (SGML[: SGML.index("<SECLISTMSGSRSV1>")], "damaged or cut off"),
        ("OFXHEADER:100\n\n" + BANK, "bank"),
        (XML.replace("<OFX>", '<!DOCTYPE x [<!ENTITY a "aaaa">]><OFX>'), "entities"),
        (XML.replace("<OFX>", '<OFX><!ENTITY a "aaaa">'), "entities"),
        ("OFXHEADER:100\n\n<OFX>" + "<A>" * 5000, "nested deeper"),
    ],
)
def test_other_files_are_refused_in_words(text: str, named: str) -> None:
    assert named in _refused(text)


def test_an_entity_that_ofx_itself_writes_is_read_once() -> None:
    """`&amp;amp;` is the text `&amp;`: nothing in a file is expanded twice."""
    name = import_content(XML.replace("&amp;", "&amp;amp;").encode()).lots[0].description
    assert name == "VANG TARGET RET 2030 TR &amp; CO"
