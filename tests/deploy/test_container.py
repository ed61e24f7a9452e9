"""What the image's build and start would do, done on this machine in a folder of its own.

Every RUN, ENV, CMD and HEALTHCHECK as it stands in the file; the three folders lie elsewhere, the port is a free one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from tests.browser.server import free_port
from tests.deploy.files import Stage, stages
from tests.house.sources import ROOT

pytestmark = pytest.mark.long
FOLDERS = ("/app", "/var/lib/rollover-sim", "/src")
PATIENCE_SECONDS = 900.0
USER = "10001"


class Machine:
    """The image's folders, below one of ours."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.image = stages()[1]

    def place(self, text: str) -> str:
        """Return a text of the file with its folders below ours."""
        for folder in FOLDERS:
            text = text.replace(folder, f"{self.root}{folder}")
        return text

    def variables(self, stage: Stage) -> dict[str, str]:
        """Return the environment of a stage's commands."""
        kept = {
            "PATH": f"{self.root}/bin:{os.environ['PATH']}",
            "HOME": str(self.root),
            "LANG": "C.UTF-8",
        }
        for name, value in stage.variables.items():
            kept[name] = self.place(value).replace("$PATH", kept["PATH"])
        return kept

    def do(self, stage: Stage, folder: Path) -> None:
        """Carry out a stage's RUN lines, each as the user who is set by then."""
        is_root, at = True, folder
        for word, rest in stage.steps:
            if word == "USER":
                is_root = False
            if word == "WORKDIR":
                at = Path(self.place(rest))
                at.mkdir(parents=True, exist_ok=True)
            if word == "RUN":
                command = ["sh", "-ec", self.place(rest)]
                done = subprocess.run(
                    command if is_root else self.as_user(command),
                    cwd=at, env=self.variables(stage), capture_output=True, text=True, timeout=PATIENCE_SECONDS,
                )  # fmt: skip
                assert done.returncode == 0, f"{rest}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"

    def as_user(self, command: list[str]) -> list[str]:
        return ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", *command]

    @contextmanager
    def app(self, port: int, database: Path) -> Iterator[str]:
        """Start CMD on this port, and yield its address once HEALTHCHECK says that it is well."""
        changed = [str(port) if word == self.image.of("EXPOSE")[0] else word for word in self.image.command("CMD")]
        check = [word.replace(":8501", f":{port}") for word in self.image.command("HEALTHCHECK")]
        variables = {**self.variables(self.image), "ROLLOVER_SIM_DATABASE_URL": f"sqlite:///{database}"}
        home = Path(variables["HOME"])
        process = subprocess.Popen(self.as_user(changed), cwd=home, env=variables, stdout=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while subprocess.run(self.as_user(check), env=variables, stderr=subprocess.DEVNULL).returncode != 0:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.2)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """Build the image's two stages."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    root = Path(tempfile.mkdtemp(prefix="image-"))
    root.chmod(0o755)
    try:
        made = Machine(root)
        (root / "bin").mkdir()
        (root / "bin" / "python").symlink_to(interpreter_for_everybody(made))
        build, image = stages()
        source = Path(made.place("/src"))
        source.mkdir(parents=True)
        for line in build.of("COPY"):
            *places, target = line.split()
            for place in places:
                copy = source / target / (Path(place).name if target.endswith("/") else "")
                if (ROOT / place).is_dir():
                    shutil.copytree(ROOT / place, copy, dirs_exist_ok=True)
                else:
                    shutil.copy(ROOT / place, copy)
        for stage in (build, image):
            made.do(stage, root)
        yield made
    finally:
        shutil.rmtree(root)


def interpreter_for_everybody(machine: Machine) -> str:
    """Return a Python that a user without rights can start: root's own may lie where nobody else may look."""
    for found in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        asked = machine.as_user(["sh", "-c", f"'{found}' -c 'import ensurepip'"])  # as the user's own child
        if Path(found).exists() and subprocess.run(asked, stderr=subprocess.DEVNULL).returncode == 0:
            return found
    raise AssertionError("Install python3 and python3-venv: root's own Python cannot be started by another user.")


def test_the_kernels_are_compiled_in_the_build_and_the_app_is_ready_as_nobody(machine: Machine) -> None:
    kept = Path(machine.place("/var/lib/rollover-sim/kernels"))
    made = {file.name for file in kept.rglob("*.nb*")}
    assert made
    with machine.app(free_port(), Path(machine.place("/var/lib/rollover-sim/plans.sqlite3"))) as address:
        with urllib.request.urlopen(address, timeout=60) as page:
            assert page.status == 200
        assert {file.name for file in kept.rglob("*.nb*")} == made


def test_a_browser_stays_with_one_of_two_processes(machine: Machine, tmp_path: Path) -> None:
    database, port = Path(machine.place("/var/lib/rollover-sim/plans.sqlite3")), free_port()
    with machine.app(free_port(), database) as first, machine.app(free_port(), database) as second:
        text = (ROOT / "deploy" / "haproxy.cfg").read_text().replace("bind :8080", f"bind localhost:{port}")
        names = [address.removeprefix("http://") for address in (first, second)]
        own = "\n".join(f"    server app{number} {name}" for number, name in enumerate(names))
        line = next(line for line in text.splitlines() if "server-template" in line)
        text = text.replace(line, own).replace("init-addr none resolvers names", "init-addr libc")
        (tmp_path / "haproxy.cfg").write_text(text)
        proxy = subprocess.Popen(["haproxy", "-db", "-f", tmp_path / "haproxy.cfg"], stdout=subprocess.DEVNULL)
        try:
            cookies = {ask(port) for _ in range(8)}
            assert len(cookies) == 2  # each of the two is sent somebody
            for cookie in cookies:
                assert {ask(port, cookie) for _ in range(4)} == {""}  # and who was sent there stays
        finally:
            proxy.terminate()
            proxy.wait(60)


def ask(port: int, cookie: str = "") -> str:
    """Return the proxy's cookie for a new browser, or "" where one that has it keeps it."""
    headers = {"Cookie": f"ROLLOVER_SIM_SERVER={cookie}"} if cookie else {}
    deadline = time.monotonic() + 60
    while True:
        try:
            asked = urllib.request.Request(f"http://localhost:{port}/", headers=headers)
            with urllib.request.urlopen(asked, timeout=30) as page:
                for value in page.headers.get_all("Set-Cookie") or []:
                    found = SimpleCookie(value).get("ROLLOVER_SIM_SERVER")
                    if found is not None:
                        return found.value
                return ""
        except OSError:  # it has not begun, or has not looked at the processes yet
            assert time.monotonic() < deadline
            time.sleep(0.2)
