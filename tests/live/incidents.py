"""What goes wrong in a run, in this order, and who must be called for it."""

import signal
import time
from dataclasses import dataclass, field
from typing import Callable

from fleet import SHARDS, WORKERS
from waiting import until

BURNS = "TicketFlow{}BudgetBurnsIn{}".format
ACTIVE = 'sum(max by (shard) (ticketflow_gateway_shard_phase{phase="active"}))'
# All shards are active, and every worker has its part of them, as all of them know.
STEADY = (
    f"{ACTIVE} >= {SHARDS} and min(ticketflow_fleet_leases_held) >= {SHARDS // len(WORKERS)} "
    f"and max(ticketflow_fleet_shards_unheld) == 0 and count(up == 1) == {len(WORKERS)}"
)
CALLS = "POST", "/channels/{channel}/messages"


@dataclass
class Incident:
    name: str
    tale: str
    # What causes it, and what mends it.
    cause: Callable
    mend: Callable
    # Alerts that fire because of it, and those that may, with the reason beside each.
    must: set = field(default_factory=set)
    may: set = field(default_factory=set)
    # By when they have fired and cleared: a duration of the rules, and seconds of no pace.
    fires: tuple = ("5m", 30)
    clears: tuple = ("10m", 30)
    # Queries: what comes to be while it lasts, and whether all sessions are kept as long.
    shown: dict = field(default_factory=dict)
    sessions_kept: bool = False
    labels: dict = field(default_factory=dict)
    boards: tuple = ()


def fault(fleet, effect, route=None, **more):
    method, path = route or (None, None)
    fleet.ask_discord("POST", "/faults", {"method": method, "route": path, "effect": effect, **more})


def refuse_calls(fleet, scope, **more):
    fault(fleet, "rate_limited", CALLS, scope=scope, retry_after_ms=200, **more)


def goes_on(pace):
    """Calls were refused all the time, for three minutes."""
    refused = f'sum(rate(ticketflow_rest_rate_limited_total{{scope="user"}}[{pace.duration("2m")}]))'
    return f"min_over_time(({refused} > bool 0)[{pace.duration('3m')}:{pace.duration('10s')}]) == 1"


def close_gateway(fleet):
    fleet.ask_discord("PATCH", "/gateway/weather", {"outage_until_ms": round(1000 * (time.time() + 86_400))})
    fleet.ask_discord("POST", "/gateway/pull", {"target": {}, "lever": {"lever": "drop"}})


def kill(fleet, name):
    fleet.workers[name].process.send_signal(signal.SIGKILL)
    fleet.workers[name].process.wait()


def started_again(fleet, name):
    fleet.begin_worker(name, "first", fleet.workers[name].port)


def roll(fleet, say):
    """As Kubernetes does: one more, and when it is ready one less."""
    before = fleet.ask_discord("GET", "/gateway/record")["identifies"]
    for old in WORKERS:
        new = fleet.begin_worker(f"{old}-second", "second")
        until(f"{new.name} is ready", 60, new.ready)
        worker = fleet.workers[old]
        begun = time.monotonic()
        worker.process.terminate()
        code = worker.process.wait(timeout=45)
        fleet.forget_worker(old)
        say(code == 0, f"rolling update: {old} ends with code {code} after {time.monotonic() - begun:.1f} s")
    spent = fleet.ask_discord("GET", "/gateway/record")["identifies"] - before
    say(spent == 0, f"rolling update: {spent} new sessions were begun")


def incidents(fleet, say):
    clear_faults = lambda: fleet.ask_discord("DELETE", "/faults")
    others = ACTIVE.replace("}", ', pod!="worker-b"}')
    # A quick run has soon known of one hour, divided, from when on six hours are judged; a real one
    # may end before.
    return [
        Incident(
            "killed", "a worker was killed", lambda: kill(fleet, "worker-b"), lambda: started_again(fleet, "worker-b"),
            must={"TicketFlowWorkerDown"}, fires=("7m", 15), clears=("2m", 30), labels={"pod": "worker-b"},
            shown={"the others have its shards": f"{others} >= {SHARDS}"},
        ),
        Incident(
            "frozen", "Redis is frozen", lambda: fleet.freeze(True), lambda: fleet.freeze(False),
            must={"TicketFlowStoreAway"}, fires=("1m", 25), clears=("3m", 30),
            sessions_kept=True, shown={"every worker says so": "count(ticketflow_store_away_seconds > 5) >= 3"},
        ),
        Incident(
            "slow", "Redis takes 0.7 s for one answer of ten", lambda: fleet.delay(0.7, 0.1), lambda: fleet.delay(0, 0),
            must={"TicketFlowStoreSlow"}, fires=("13m", 30), clears=("13m", 30), sessions_kept=True,
        ),
        Incident(
            "gateway", "Discord's gateway is away", lambda: close_gateway(fleet),
            lambda: fleet.ask_discord("PATCH", "/gateway/weather", {"outage_until_ms": 0}),
            must={"TicketFlowShardNotActive", BURNS("Shards", "1h")},
            # Presses come when sessions are resumed, which is too late for them. The pause before
            # the next try is not of the pace: in a quick run the way back is as long as minutes.
            may={BURNS("Shards", "6h"), BURNS("Acknowledged", "1h"), BURNS("Acknowledged", "6h")}
            | ({"TicketFlowWorkerNotReady", "TicketFlowNotServing"} if fleet.pace.factor > 1 else set()),
            fires=("6m", 30), clears=("35m", 90), boards=("overview", "gateway"),
        ),
        Incident(
            "routes", "Discord answers 429 on one route", lambda: refuse_calls(fleet, "user", probability=0.3), clear_faults,
            shown={"429 go on for longer than an alert of them waits": goes_on(fleet.pace)}, fires=("5m", 60),
        ),
        Incident(
            "global", "Discord answers 429 to all calls", lambda: refuse_calls(fleet, "global", probability=0.1), clear_faults,
            must={"TicketFlowGlobalLimit"}, fires=("3m", 45), clears=("12m", 30),
        ),
        Incident(
            "failing", "Discord answers 503", lambda: fault(fleet, "status", status=503), clear_faults,
            must={"TicketFlowDiscordFails", "TicketFlowOutboxOld", BURNS("Acknowledged", "1h")},
            may={BURNS("Acknowledged", "6h")}, fires=("8m", 160), clears=("35m", 90), boards=("overview", "rest"),
        ),
        Incident(
            "forbidden", "Discord forbids to make channels",
            lambda: fault(fleet, "refusal", ("POST", "/guilds/{guild}/channels"), status=403, code=50013, message="Missing Permissions"), clear_faults,
            # Only the servers' own admins can mend that.
            shown={"it is told whose it is": 'sum(increase(ticketflow_tickets_failed_total{mender="server"}[5m])) > 0'}, fires=("10m", 60),
        ),
        Incident(
            "unopened", "Discord makes no channels, for a reason of its own",
            lambda: fault(fleet, "refusal", ("POST", "/guilds/{guild}/channels"), status=400, code=40000, message="No"), clear_faults,
            must={BURNS("Opened", "1h")}, may={BURNS("Opened", "6h")}, fires=("10m", 60), clears=("35m", 30),
        ),
        Incident(
            "malformed", "Discord calls messages malformed",
            lambda: fault(fleet, "refusal", CALLS, status=400, code=50035, message="Invalid Form Body"), clear_faults,
            must={"TicketFlowEffectsGivenUp"}, fires=("5m", 60), clears=("35m", 30),
        ),
        Incident(
            "update", "a rolling update", lambda: roll(fleet, say), lambda: None,
            shown={"the new build alone is at work": 'count(count by (revision) (ticketflow_build_info)) == 1 and count(ticketflow_build_info{revision="second"}) == 3',
                   "every shard has its session": f"{ACTIVE} >= {SHARDS}"},
        ),
    ]
