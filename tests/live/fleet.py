"""The processes of a run. Whatever was started here ends with the script, however that ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import waiting
import yaml

ROOT = Path(__file__).parents[2]
CHART = ROOT / "charts/ticketflow"
TOKEN = "token-of-the-live-check"
SHARDS = 6
WORKERS = ("worker-a", "worker-b", "worker-c")
# What Discord asks for, in milliseconds.
HEARTBEAT = 41_250


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


class Worker:
    def __init__(self, name, process, port):
        self.name, self.process, self.port = name, process, port

    def ready(self):
        return answers(f"http://127.0.0.1:{self.port}/readyz")


class Fleet:
    """Redis, a slow line to it, the simulated Discord, workers, and Prometheus."""

    def __init__(self, folder, pace):
        self.folder, self.pace, self.started, self.workers = folder, pace, [], {}
        self.bin, self.tools = Path(os.environ["TICKETFLOW_BIN"]), Path(os.environ["TOOLS"])
        self.redis_port, self.line_port, self.prometheus_port = free_port(), free_port(), free_port()
        self.prometheus = f"http://127.0.0.1:{self.prometheus_port}"

    def begin(self, name, *command, **more):
        log = open(self.folder / f"{name}.log", "ab")
        held = ["setpriv", "--pdeathsig", "KILL", "--", *map(str, command)]
        it = subprocess.Popen(held, stderr=log, **{"stdout": log, "stdin": subprocess.DEVNULL, **more})
        self.started.append(it)
        return it

    def end(self):
        for it in self.started:
            if it.poll() is None:
                # One that is frozen ends, too.
                it.kill()
        for it in self.started:
            it.wait()

    def begin_store(self):
        self.redis = self.begin(
            "redis", "redis-server", "--port", self.redis_port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", self.folder,
        )
        self.line = self.begin("line", sys.executable, ROOT / "tests/live/slow.py", self.line_port, self.redis_port, stdin=subprocess.PIPE)

        def open_now():
            with socket.socket() as it:
                it.settimeout(2)
                it.connect(("127.0.0.1", self.line_port))
                it.sendall(b"PING\r\n")
                return it.recv(16).startswith(b"+PONG")

        waiting.until("Redis", 20, waiting.quietly(open_now))

    def freeze(self, frozen):
        self.redis.send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)

    def delay(self, seconds, share):
        """Of the answers of Redis."""
        self.line.stdin.write(f"{seconds} {share}\n".encode())
        self.line.stdin.flush()

    def begin_discord(self):
        options = self.folder / "sim.json"
        options.write_text(json.dumps({"gateway": {"heartbeat_interval_ms": round(HEARTBEAT / self.pace.factor)}}))
        sim = self.begin(
            "sim", self.bin / "discord-sim", "--listen", "127.0.0.1", "--rest-port", 0, "--gateway-port", 0, "--options", options,
            stdout=subprocess.PIPE, text=True,
        )
        told = {}
        for line in sim.stdout:
            name, _, rest = line.strip().partition(" ")
            told[name] = rest.strip()
            if name == "people":
                break
        self.control = told["control"].rstrip("/")
        self.discord = self.control.removesuffix("/sim")
        # The five seconds between new sessions are the bot's, and no pace makes them shorter.
        at_once = 1 if self.pace.factor == 1 else SHARDS
        made = self.ask_discord("POST", "/applications", {"name": "ticketflow", "token": TOKEN, "max_concurrency": at_once})
        self.application = made["id"]

    def settings(self, name, revision, port):
        return {
            "PATH": os.environ["PATH"], "DISCORD_API_URL": self.discord, "DISCORD_TOKEN": TOKEN,
            "REDIS_URL": f"redis://127.0.0.1:{self.line_port}", "TICKETFLOW_ADMIN_ADDRESS": f"127.0.0.1:{port}",
            "TICKETFLOW_WORKER": name, "TICKETFLOW_REVISION": revision, "TICKETFLOW_SHARDS": str(SHARDS),
            "TICKETFLOW_LOG_FORMAT": "json",
        }

    def register_commands(self):
        settings = self.settings("commands", "first", 0)
        subprocess.run([self.bin / "ticketflow", "commands"], env=settings, check=True, stdout=subprocess.DEVNULL, timeout=60)

    def begin_worker(self, name, revision, port=None):
        port = port or free_port()
        process = self.begin(name, self.bin / "ticketflow", "run", env=self.settings(name, revision, port))
        self.workers[name] = Worker(name, process, port)
        self.tell_targets()
        return self.workers[name]

    def forget_worker(self, name):
        del self.workers[name]
        self.tell_targets()

    def tell_targets(self):
        found = [
            {"targets": [f"127.0.0.1:{it.port}"], "labels": {"namespace": "live", "pod": it.name}} for it in self.workers.values()
        ]
        # Prometheus must not read half of it.
        (self.folder / "new.json").write_text(json.dumps(found))
        (self.folder / "new.json").replace(self.folder / "targets.json")

    def begin_prometheus(self):
        rules = self.pace.rules(yaml.safe_load((CHART / "files/rules.yaml").read_text()))
        (self.folder / "rules.yaml").write_text(yaml.safe_dump(rules))
        usual = yaml.safe_load((ROOT / "docker/prometheus.yml").read_text())["global"]
        config = {
            "global": {name: self.pace.duration(it) for name, it in usual.items()},
            "rule_files": [str(self.folder / "rules.yaml")],
            "scrape_configs": [{"job_name": "ticketflow", "file_sd_configs": [{"files": [str(self.folder / "targets.json")]}]}],
        }
        (self.folder / "prometheus.yaml").write_text(yaml.safe_dump(config))
        self.tell_targets()
        self.begin(
            "prometheus", self.tools / "bin/prometheus", f"--config.file={self.folder}/prometheus.yaml",
            f"--storage.tsdb.path={self.folder}/tsdb", f"--web.listen-address=127.0.0.1:{self.prometheus_port}",
        )
        waiting.until("Prometheus", 30, lambda: answers(self.prometheus + "/-/ready"))

    def ask_discord(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.control + path, data, {"content-type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
