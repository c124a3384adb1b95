"""A foreign bot as a child process that tells in JSON lines what it saw."""

import json
import subprocess
import threading

from simulator import Failure, check, until


class Client:
    """A running bot."""

    def __init__(self, command: list, town: dict, environment: dict, log) -> None:
        command = [*command, json.dumps(town)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        self.told = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self.process.stdout:
            self.told.append(json.loads(line) if line.startswith("{") else {"saw": "text", "text": line})

    def saw(self, what: str, **details) -> dict:
        """What it told about the latest happening of that kind with these details, as soon as it did."""

        def look():
            errors = [told for told in self.told if told["saw"] == "error"]
            if errors:
                raise Failure(f"the bot met an error: {errors}")
            if self.process.poll() is not None:
                raise Failure(f"the bot ended with {self.process.returncode}")
            fitting = (t for t in reversed(self.told) if t["saw"] == what and details.items() <= t.items())
            return next(fitting, None)

        return until(f"the bot seeing {what} {details}", look)

    def count(self, what: str) -> int:
        return sum(told["saw"] == what for told in self.told)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def check_clean(self) -> None:
        wrong = [told for told in self.told if told["saw"] in ("error", "text")]
        check(not wrong, f"the bot met what it should not: {wrong}")
