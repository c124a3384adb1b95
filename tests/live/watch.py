"""What the live Prometheus says: alerts, numbers, boards, pictures."""

import json
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from fleet import CHART
from waiting import until

sys.path.append(str(CHART / "dashboards"))
import check

BOARDS = {it: json.loads(it.read_text()) for it in sorted((CHART / "files/dashboards").glob("*.json"))}
# Of a long run these remember all incidents together, which is what they are for.
OF_DAYS = {f"TicketFlow{it}BudgetBurnsIn{window}" for it in ("Acknowledged", "Opened", "Shards") for window in ("1d", "3d")}
# What has nothing to show as long as all is well: alerts that fired, connections that ended, shards
# that went to another worker. In the end there is something everywhere.
EMPTY_IN_CALM = {
    "overview.json “Alerts, since when”", "gateway.json “Disconnects in 15 minutes”", "gateway.json “Time to take a shard over”",
}


class Watch:
    def __init__(self, fleet):
        self.fleet, self.pace, self.url, self.begun = fleet, fleet.pace, fleet.prometheus, time.time()

    def get(self, kind, **given):
        with urllib.request.urlopen(f"{self.url}/api/v1/{kind}?{urllib.parse.urlencode(given)}", timeout=30) as answer:
            return json.load(answer)["data"]

    def query(self, text):
        return self.get("query", query=text)["result"]

    def holds(self, text):
        """Whether a comparison has an answer."""
        return bool(self.query(text))

    def alerts(self):
        return self.get("alerts")["alerts"]

    def fires(self, name, labels):
        return any(
            it["state"] == "firing" and {"alertname": name, **labels}.items() <= it["labels"].items() for it in self.alerts()
        )

    def firing_or_waiting(self):
        return {it["labels"]["alertname"] for it in self.alerts()} - OF_DAYS

    def fired_since(self, start):
        """Also what fired between two looks."""
        length = max(1, round(1000 * (time.time() - start)))
        found = self.query(f'max by (alertname) (max_over_time(ALERTS{{alertstate="firing"}}[{length}ms]))')
        return {it["metric"]["alertname"] for it in found} - OF_DAYS

    def least_since(self, start, text):
        length, step = max(1, round(1000 * (time.time() - start))), self.pace.duration("10s")
        found = self.query(f"min_over_time(({text})[{length}ms:{step}])")
        return float(found[0]["value"][1]) if found else 0

    def minutes(self):
        return (time.time() - self.begun) / 60

    def silent(self, minutes):
        return check.ask(self.url, BOARDS, minutes, self.pace.duration("1m"))

    def all_told(self, seconds, allowed=frozenset()):
        """Waits until every panel shows something. What is empty all the same, and what went wrong."""
        last = ()

        def look():
            nonlocal last
            silent, wrong = last = self.silent(self.minutes())
            return wrong or not set(silent) - allowed

        try:
            until("panels", seconds, look)
        except TimeoutError:
            pass
        silent, wrong = last
        return {where: it for where, it in silent.items() if where not in allowed}, wrong

    def draw(self, folder, name, boards=None):
        folder.mkdir(parents=True, exist_ok=True)
        uplot = self.fleet.tools / "node/node_modules/uplot/dist"
        for path in BOARDS:
            if boards is None or path.stem in boards:
                out = folder / f"{path.stem}-{name}.png"
                out.unlink(missing_ok=True)
                subprocess.run(
                    [sys.executable, CHART / "dashboards/draw.py", path, self.url, uplot, out, str(self.minutes())], check=True, timeout=120,
                )
                if not out.exists() or out.stat().st_size < 20_000:
                    raise ValueError(f"{out} is no picture")
