"""The real `souk serve` over a copy of a workspace, and a browser to look at it."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

TOKEN = "browser-tests-" + os.urandom(16).hex()
ADMIN = "browser-tests-" + os.urandom(16).hex()


def copy_workspace(source: pathlib.Path, target: pathlib.Path) -> None:
    """Copies what the service may write, and links what it only reads."""
    target.mkdir()
    for entry in source.iterdir():
        if entry.name == "models":
            (target / entry.name).symlink_to(entry.resolve())
        elif entry.is_dir():
            shutil.copytree(entry, target / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, target / entry.name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running service; `base` is its address."""

    def __init__(self, program: pathlib.Path, workspace: pathlib.Path):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="souk-browser-"))
        copy_workspace(workspace, self.folder / "workspace")
        self.log = (self.folder / "serve.log").open("wb")
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        environment = dict(os.environ, SOUK_TOKENS=f"writer seller {TOKEN}\nadmin operator {ADMIN}")
        self.process = subprocess.Popen(
            [program, "serve", "--workspace", self.folder / "workspace", "--port", str(port)],
            stdout=self.log, stderr=subprocess.STDOUT, env=environment)

    def wait(self, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"souk serve ended:\n{self.tail()}")
            with contextlib.suppress(OSError):
                with urllib.request.urlopen(self.base + "/health/ready", timeout=2) as answer:
                    if answer.status == 200:
                        return
            time.sleep(0.2)
        raise RuntimeError(f"souk serve was not ready after {seconds} s:\n{self.tail()}")

    def tail(self) -> str:
        self.log.flush()
        return (self.folder / "serve.log").read_text(errors="replace")[-3000:]

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(15)
        if self.process.poll() is None:
            self.process.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def results_count(text: str) -> int:
    found = re.search(r"([\d,]+) listings?", text)
    return int(found.group(1).replace(",", "")) if found else 0
