#!/usr/bin/env python3
"""Raises and lowers the threshold of each alert, and makes it wait too long: a test must notice each.

    tests/rules/mutate.py PROMTOOL [--quick] [ALERT…]

`--quick` leaves those out that judge hours and days, which takes minutes.
"""

import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

HERE = Path(__file__).parent
RULES = HERE / "../../charts/ticketflow/files/rules.yaml"
THRESHOLD = re.compile(r"(==|>=|<=|>|<) *([0-9.]+)\s*$")


def mutations(rule):
    """What is changed, and the rule with the change."""
    found = THRESHOLD.search(rule["expr"])
    if found:
        was = float(found[2])
        for factor, step in ((1.25, 1), (0.8, -1)):
            becomes = was * factor if was > 3 or was % 1 else was + step * (1 if was in (0, 1, 3) else 0.25 * was)
            yield f"threshold {was:g} → {becomes:g}", rule | {"expr": f"{rule['expr'][:found.start(2)]}{becomes:g}"}
    if "for" in rule:
        number, unit = rule["for"][:-1], rule["for"][-1]
        yield f"for {rule['for']} → {int(number) * 60}{unit}", rule | {"for": f"{int(number) * 60}{unit}"}


def noticed(promtool, groups, name, changed):
    with tempfile.TemporaryDirectory() as folder:
        with_change = [g | {"rules": [changed if r.get("alert") == name else r for r in g["rules"]]} for g in groups]
        (Path(folder) / "rules.yaml").write_text(yaml.safe_dump({"groups": with_change}))
        tests = [it for it in sorted(HERE.glob("*.yaml")) if name in it.read_text()]
        for it in tests:
            test = yaml.safe_load(it.read_text())
            test["rule_files"] = ["rules.yaml"]
            test["tests"] = [one for one in test["tests"] if name in str(one)]
            (Path(folder) / "test.yaml").write_text(yaml.safe_dump(test))
            done = subprocess.run([promtool, "test", "rules", "test.yaml"], cwd=folder, capture_output=True, text=True)
            if done.returncode and "FAILED" in done.stdout + done.stderr:
                return True
    return False


def main():
    promtool, *only = (it for it in sys.argv[1:] if it != "--quick")
    slow = re.compile("BurnsIn(6h|1d|3d)$" if "--quick" in sys.argv else "^$")
    groups = yaml.safe_load(RULES.read_text())["groups"]
    alerts = [rule for group in groups for rule in group["rules"] if "alert" in rule]
    alerts = [it for it in alerts if not slow.search(it["alert"]) and (not only or it["alert"] in only)]
    todo = [(rule["alert"], what, changed) for rule in alerts for what, changed in mutations(rule)]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda it: noticed(promtool, groups, it[0], it[2]), todo))
    missed = [f"{name}: {what}" for (name, what, _), seen in zip(todo, results) if not seen]
    for it in missed:
        print(f"unnoticed: {it}")
    print(f"{len(todo) - len(missed)} of {len(todo)} changes were noticed")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
