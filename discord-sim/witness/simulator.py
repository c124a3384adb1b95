"""The stand-alone simulator as a child process, and its control API under `/sim/`. Standard library only."""

import json
import subprocess
import time
import urllib.error
import urllib.request

# How long anything may take before it counts as never happening, in seconds.
PATIENCE = 20.0


class Failure(Exception):
    """Something that should have come to pass did not."""


class Declined(Exception):
    """The control API's 409: the client of that person would refuse this."""


def check(holds: bool, words: str) -> None:
    if not holds:
        raise Failure(words)


def until(words: str, look):
    """The first truthy answer of `look`, which is asked again and again for `PATIENCE` seconds."""
    end = time.monotonic() + PATIENCE
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise Failure(f"{words}: not within {PATIENCE:.0f} s")
        time.sleep(0.02)


class Simulator:
    """One running simulator on free ports."""

    def __init__(self, binary: str, log) -> None:
        command = [binary, "--rest-port", "0", "--gateway-port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        self.addresses = {}
        for line in self.process.stdout:
            name, _, rest = line.strip().partition(" ")
            self.addresses[name] = rest.strip()
            if name == "people":
                break
        check("people" in self.addresses, f"the simulator did not start: it said {self.addresses}")
        self.rest = self.addresses["REST"].removesuffix("/api/v10")
        self.gateway = self.addresses["gateway"]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def get(self, path: str):
        return self._call("GET", path, None)

    def post(self, path: str, **body):
        return self._call("POST", path, body)

    def patch(self, path: str, **body):
        return self._call("PATCH", path, body)

    def put(self, path: str, **body):
        return self._call("PUT", path, body)

    def _call(self, method: str, path: str, body):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.rest + "/sim" + path, data, {"content-type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            words = f"{method} /sim{path}: {error.code} {error.read().decode()}"
            raise (Declined if error.code == 409 else Failure)(words) from error
        except TimeoutError as error:
            raise Failure(f"{method} /sim{path}: no answer within {PATIENCE:.0f} s") from error


class Seat:
    """A person in the guild, through the control API."""

    def __init__(self, sim: Simulator, guild: str, person: str) -> None:
        self.sim, self.id, self.path = sim, person, f"/guilds/{guild}/people/{person}"

    def channels(self) -> dict:
        """The channels in their list, by name."""
        return {channel["name"]: channel for channel in self.sim.get(self.path + "/channels")}

    def read(self, channel: str) -> list:
        return self.sim.get(f"{self.path}/channels/{channel}/messages")

    def message(self, channel: str, words: str, fits) -> dict:
        """The newest message that fits, as soon as there is one."""
        return until(words, lambda: next((m for m in reversed(self.read(channel)) if fits(m)), None))

    def write(self, channel: str, text: str, files=()) -> str:
        return self.sim.post(f"{self.path}/channels/{channel}/messages", text=text, files=list(files))["id"]

    def commands(self) -> list:
        return self.sim.get(self.path + "/commands")

    def act(self, kind: str, **body) -> str:
        """Uses a command, presses, submits; the interaction's id."""
        return self.sim.post(f"{self.path}/{kind}", **body)["interaction"]

    def answer(self, interaction: str) -> dict:
        """What became of it, after deferred answers were filled in."""
        found = self.sim.get(f"/interactions/{interaction}?wait=settled")
        check(found["outcome"]["outcome"] == "answered", f"{interaction} was not answered: {found}")
        return found

    def declined(self, words: str, act) -> None:
        """Runs an act that the person's client must refuse."""
        try:
            act()
        except Declined:
            return
        raise Failure(f"{words} was not refused")
