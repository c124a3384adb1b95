#!/usr/bin/env python3
"""Plays a run, see .ci/live."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import crowd
from fleet import ROOT, SHARDS, WORKERS, Fleet
from incidents import ACTIVE, STEADY, incidents
from pace import Pace
from waiting import TooLate, quietly, until
from watch import EMPTY_IN_CALM, Watch

# So many times faster than for real is a quick run.
FACTOR = 20
# How long Prometheus has looked on before something goes wrong, in seconds: the less it knows, the
# more each second without a session weighs.
CALM = 120


class Score:
    """Lines as of TAP."""

    def __init__(self):
        self.begun, self.passed, self.failed = time.monotonic(), 0, 0

    def say(self, well, what):
        self.passed, self.failed = self.passed + bool(well), self.failed + (not well)
        number, took = self.passed + self.failed, time.monotonic() - self.begun
        print(f"{'ok' if well else 'not ok'} {number} - {what} ({took:.0f} s)")
        return well


class Run:
    def __init__(self, fleet, score, pictures):
        self.fleet, self.say, self.pictures = fleet, score.say, pictures
        self.watch = None

    def told(self, what, seconds, look):
        """Whether it came in time, and after how long."""
        begun = time.monotonic()
        try:
            until(what, seconds, look)
        except TooLate as late:
            return self.say(False, str(late))
        return self.say(True, f"{what} after {time.monotonic() - begun:.1f} s")

    def draw(self, name, boards=None):
        if self.pictures:
            self.watch.draw(self.pictures, name, boards)
            self.say(True, f"pictures: {name}")

    def set_out(self):
        """As with `docker compose up`: Prometheus is there before the workers have their shards."""
        fleet = self.fleet
        fleet.begin_store()
        fleet.begin_discord()
        fleet.register_commands()
        fleet.begin_prometheus()
        self.watch = Watch(fleet)
        for name in WORKERS:
            fleet.begin_worker(name, "first")
        shops = crowd.shops(fleet)
        ready = lambda: all(it.ready() for it in fleet.workers.values()) and self.watch.holds(f"{ACTIVE} >= {SHARDS}")
        if not self.told("all workers are ready and every shard has a session", 90, ready):
            raise SystemExit("there is no fleet to look at")
        crowd.open_up(shops)

    def calm(self):
        rules = sum(len(it["rules"]) for it in self.watch.get("rules")["groups"])
        wrong = [it["name"] for group in self.watch.get("rules")["groups"] for it in group["rules"] if it["health"] == "err"]
        self.say(rules and not wrong, f"{rules} rules are evaluated, {wrong or 'none'} with an error")
        seconds = max(CALM, 12 * 60 / self.fleet.pace.factor)
        until("calm", seconds + 60, lambda: time.time() - self.watch.begun > seconds)
        silent, wrong = self.watch.all_told(60, EMPTY_IN_CALM)
        self.panels("calm", silent, wrong)
        fired = self.watch.fired_since(self.watch.begun)
        self.say(not fired, f"calm: {', '.join(sorted(fired)) or 'nothing'} fired in {seconds:.0f} s and at the start")
        self.draw("calm")

    def panels(self, when, silent, wrong):
        for where, exprs in silent.items():
            print(f"# no data: {where}: {'; '.join(exprs)}")
        for it in wrong:
            print(f"# {it}")
        self.say(not silent and not wrong, f"{when}: {len(silent)} panels without data, {len(wrong)} queries refused")

    def limit(self, within):
        text, seconds = within
        return self.fleet.pace.seconds(text) + seconds

    def play(self, it):
        begun = time.time()
        it.cause()
        for what, query in it.shown.items():
            self.told(f"{it.name}: {what}", self.limit(it.fires), quietly(lambda query=query: self.watch.holds(query)))
        self.fire(it, begun)
        if it.sessions_kept:
            least = self.watch.least_since(begun, ACTIVE)
            self.say(least >= SHARDS, f"{it.name}: never fewer than {least:.0f} of {SHARDS} sessions")
        if it.boards:
            self.draw("incident", it.boards)
        it.mend()
        # One that still waits would fire in what comes next.
        self.told(f"{it.name}: all clear", self.limit(it.clears), quietly(lambda: not self.watch.firing_or_waiting()))
        # Those that were not made to, and were back before anybody looked.
        fired = self.watch.fired_since(begun)
        others = fired - it.must - it.may
        self.say(not others, f"{it.name}: {', '.join(sorted(others)) or 'nothing'} else fired; in all {', '.join(sorted(fired)) or 'nothing'}")
        until("the next may begin", 120, quietly(lambda: not self.watch.firing_or_waiting() and self.watch.holds(STEADY)))

    def fire(self, it, begun):
        """Whether those fire that must, and when each was first seen to."""
        seen = {}

        def look():
            for name in it.must - set(seen):
                if self.watch.fires(name, it.labels):
                    seen[name] = time.time() - begun
            return len(seen) == len(it.must)

        try:
            until("alerts", max(1, self.limit(it.fires) - (time.time() - begun)), quietly(look))
        except TooLate:
            pass
        for name in sorted(it.must):
            when = f"{seen[name]:.1f} s after {it.tale}" if name in seen else f"not within {time.time() - begun:.0f} s"
            self.say(name in seen, f"{it.name}: {name} fires ({when})")


def main():
    options = argparse.ArgumentParser(prog=".ci/live", description="Rules and boards on a live Prometheus while things go wrong.")
    options.add_argument("--real", action="store_true", help="rules as they ship: two hours")
    options.add_argument("--only", help="names of incidents, with commas; panels are looked at in the end if it is all")
    options.add_argument("--pictures", type=Path, default=ROOT / "target/live", help="folder for them")
    options.add_argument("--no-pictures", action="store_const", const=None, dest="pictures")
    options.add_argument("--keep", action="store_true", help="leave logs and Prometheus' data in the folder that is printed")
    given = options.parse_args()
    if given.pictures and not shutil.which("chromium"):
        sys.exit("live: pictures need chromium (or --no-pictures)")
    for it in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(it, lambda *_: sys.exit(130))
    folder, score = Path(tempfile.mkdtemp(prefix="ticketflow-live-")), Score()
    fleet = Fleet(folder, Pace(1 if given.real else FACTOR))
    story = incidents(fleet, score.say)
    chosen = given.only.split(",") if given.only else [it.name for it in story]
    if unknown := set(chosen) - {it.name for it in story}:
        folder.rmdir()
        sys.exit(f"live: there is no incident {', '.join(sorted(unknown))}")
    try:
        run = Run(fleet, score, given.pictures)
        run.set_out()
        run.calm()
        for it in story:
            if it.name in chosen:
                run.play(it)
        if len(chosen) == len(story):
            run.panels("in the end", *run.watch.all_told(10))
            run.draw("end")
    except Exception as broke:
        score.say(False, f"{type(broke).__name__}: {broke}")
    finally:
        fleet.end()
        if given.keep or score.failed:
            print(f"# logs are in {folder}")
        else:
            shutil.rmtree(folder)
    print(f"{score.passed} passed, {score.failed} failed, in {time.monotonic() - score.begun:.0f} s")
    sys.exit(bool(score.failed))


if __name__ == "__main__":
    main()
