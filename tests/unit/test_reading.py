"""Files without an end, rows without an end, cells without an end: read as far as a limit, and told."""

import os
import struct
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest

from sim.cli import main
from sim.errors import InputError
from sim.export.logo import logo_name
from sim.importers.registry import import_content
from sim.importers.returns_csv import read_returns
from sim.reading import MOST_COLUMNS, MOST_LETTERS, bounded, read_file

LOTS = "symbol,quantity,acquired,cost_basis\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such device among its files")
@pytest.mark.parametrize(
    "command",
    [
        ["tax"],
        ["import"],
        ["wash-sales", "--out", "form.csv"],
        ["run", "--out", "run"],
        ["export", "--format", "pdf", "--logo"],
    ],
    ids=lambda command: command[0],
)
def test_a_device_without_an_end_is_refused(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*command, "/dev/zero", *(["nowhere"] if command[0] == "export" else [])]) == 2
    told = capsys.readouterr()
    assert "limit is" in told.err
    assert told.out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such device among its files")
@pytest.mark.parametrize("command", ["tax", "import"])
def test_memory_stays_small_on_a_device_without_an_end(command: str) -> None:
    """In a process of its own, which ends where it asks for more than it may have."""
    limited = (
        "import resource, sys; from sim.cli import main; "
        "resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)); sys.exit(main(sys.argv[1:]))"
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", limited, command, "/dev/zero"], capture_output=True, env=environ)
    assert done.returncode == 2, done.stderr.decode()
    assert b"limit is" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipe among its files")
def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    place, content = tmp_path / "pipe", b"x" * 300_000
    os.mkfifo(place)
    writer = threading.Thread(target=lambda: place.write_bytes(content))
    writer.start()
    assert read_file(place, len(content)) == content
    writer.join()


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"12345")
    assert read_file(place, 5) == b"12345"
    with pytest.raises(InputError, match="larger than can be read"):
        read_file(place, 4)


@pytest.mark.parametrize("path", ["a\x00b", "missing", ".", "x" * 5_000])
def test_what_cannot_be_opened_is_told(path: str) -> None:
    with pytest.raises(InputError, match="cannot be read: "):
        read_file(path, 10)


@pytest.mark.parametrize("name", ["run", "import", "tax", "wash-sales"])
def test_a_closed_standard_input_is_told(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.chdir(tmp_path)
    out = {"run": ["--out", "run"], "wash-sales": ["--out", "form.csv"]}.get(name, [])
    assert main([name, "-", *out]) == 2


def test_a_long_cell_is_cut_and_passes_for_nothing() -> None:
    assert bounded([" 1 " + " " * 5_000, "1" * MOST_LETTERS], "row 1") == ["1", "1" * MOST_LETTERS]
    (cut,) = bounded(["1" + " " * MOST_LETTERS + "x"], "row 1")
    assert len(cut) == MOST_LETTERS
    with pytest.raises(InputError) as told:
        import_content((LOTS + "VTI,1" + " " * 2_000 + "9,2024-01-02,1\n").encode())
    assert "quantity is not a number" in str(told.value)


@pytest.mark.parametrize("unit", ["symbol,", "year,", "date,", ",", "symbol,quantity,acquired,cost_basis,"])
def test_a_row_of_many_columns_is_refused(unit: str, tmp_path: Path) -> None:
    content = (unit * (MOST_COLUMNS + 10) + "\n" + LOTS).encode()
    with pytest.raises(InputError, match="cells; at most"):
        import_content(content)
    with pytest.raises(InputError, match="cells; at most"):
        read_returns(content)
    place = tmp_path / "file.csv"
    place.write_bytes(content)
    assert main(["tax", str(place)]) == 2
    assert main(["wash-sales", str(place), "--out", str(tmp_path / "form.csv")]) == 2


def test_returns_in_one_endless_cell_are_told() -> None:
    with pytest.raises(InputError, match="cannot be read as a table"):
        read_returns(b'date,us_stock\n2000,"' + b"1" * 200_000 + b'"\n')


def test_an_upload_without_a_name_keeps_its_returns() -> None:
    rows = "".join(f"{year},0.05\n" for year in range(1990, 2010))
    assert read_returns(("date,us_stock\n" + rows).encode(), "   ").name == "Own returns"


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG that says it has this size; its pixels are not there."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), *chunks, (b"IEND", b"")]
    written = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def jpeg(width: int, height: int, marker: int = 0xC0) -> bytes:
    """Return the beginning of a JPEG that says it has this size."""
    comment = b"\xff\xfe\x00\x04ab"
    return b"\xff\xd8" + comment + bytes([0xFF, marker, 0, 17, 8]) + struct.pack(">HH", height, width) + b"\x03" * 10


def test_pictures_are_limited_by_their_pixels() -> None:
    assert logo_name(png(2_000, 2_000)) == "logo.png"
    assert logo_name(jpeg(2_000, 2_000, 0xC2)) == "logo.jpg"
    for picture in (png(50_000, 50_000), png(2**31, 2**31), jpeg(65_535, 65_535), jpeg(60_000, 100, 0xC2)):
        with pytest.raises(InputError, match="pixels; at most"):
            logo_name(picture)


def test_pictures_with_no_size_or_several_are_refused() -> None:
    header = struct.pack(">IIBBBBB", 9_000, 9_000, 8, 2, 0, 0, 0)
    for picture in (
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        png(10, 10, (b"IHDR", header)),
        jpeg(10, 10) + jpeg(9_000, 9_000),
    ):
        with pytest.raises(InputError, match="Not a PNG or JPEG"):
            logo_name(picture)


def test_a_color_profile_that_unpacks_to_gigabytes_is_refused() -> None:
    small, packing = zlib.compress(b"\0" * 3_000), zlib.compressobj(9)
    large = b"".join(packing.compress(b"\0" * 1_000_000) for _ in range(100)) + packing.flush()
    assert logo_name(png(10, 10, (b"iCCP", b"profile\0\0" + small))) == "logo.png"
    with pytest.raises(InputError, match="Not a PNG or JPEG"):
        logo_name(png(10, 10, (b"iCCP", b"profile\0\0" + large)))
