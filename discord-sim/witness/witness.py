"""Runs foreign bots against the stand-alone simulator and says for each act whether it came to pass."""

import argparse
import os
import sys
import tempfile
import time
import traceback

from client import Client
from play import ACTS, Play
from simulator import Declined, Failure, Simulator
from town import Town

HERE = os.path.dirname(os.path.abspath(__file__))


def act_out(name: str, command: list, computes: str, environment: dict, chosen: argparse.Namespace, log) -> bool:
    """One bot's whole run on a simulator of its own; says and returns whether all acts held."""
    sim = Simulator(chosen.simulator, log)
    bot = None
    try:
        if chosen.without:
            sim.put(f"/rules/{chosen.without}", enforced=False)
        town = Town(sim, name)
        bot = Client(command, town.briefing(), environment, log)
        play = Play(sim, town, bot, computes)
        for act in ACTS:
            started = time.monotonic()
            try:
                act(play)
            except (Failure, Declined) as failure:
                print(f"{name}: {act.__name__} FAILED: {failure}", flush=True)
                explain(name, sim, bot)
                return False
            print(f"{name}: {act.__name__} ok ({time.monotonic() - started:.1f} s)", flush=True)
        return True
    finally:
        if bot is not None:
            bot.stop()
        sim.stop()


def explain(name: str, sim: Simulator, bot: Client) -> None:
    """Shows what happened last, on both sides."""
    for told in bot.told[-10:]:
        print(f"{name} told {str(told)[:500]}", flush=True)
    for call in sim.get("/ledger/calls?since=0")[-20:]:
        print(f"{call['at_ms']} {call['method']} {call['path']} {call['status']} {call['code'] or ''}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulator", required=True, help="the discord-sim binary")
    parser.add_argument("--python", required=True, help="a Python that has requirements.txt installed")
    parser.add_argument("--modules", required=True, help="a node_modules folder with package.json's dependencies")
    parser.add_argument("--only", choices=("discord.py", "discord.js"), help="only this one")
    parser.add_argument("--without", metavar="RULE", help="with one rule of GET /sim/rules off: an act should fail")
    chosen = parser.parse_args()
    bots = {
        "discord.py": ([chosen.python, os.path.join(HERE, "bots", "bot.py")], "in_use"),
        "discord.js": (["node", os.path.join(HERE, "bots", "bot.cjs")], "in_payloads"),
    }
    environment = {**os.environ, "NODE_PATH": chosen.modules}
    passed = failed = 0
    for name, (command, computes) in bots.items():
        if chosen.only not in (None, name):
            continue
        with tempfile.TemporaryFile("w+") as log:
            held = False
            try:
                held = act_out(name, command, computes, environment, chosen, log)
            except Exception:  # Whatever it was, the next bot shall run and the log be shown.
                traceback.print_exc()
            if not held:
                log.seek(0)
                print(f"what {name} and its simulator wrote:\n{log.read()[-8000:]}", file=sys.stderr)
        passed, failed = passed + held, failed + (not held)
    print(f"witnesses: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
