#!/usr/bin/env python3
"""Boards, rules and runbooks against each other and against what a worker really says.

    charts/ticketflow/dashboards/check.py [--metrics FILE] [--prometheus URL]

Without options: boards are as Grafana wants them and alike; every metric of boards, rules and runbooks is in the table of
docs/metrics.md, with labels that it has; every alert has a runbook of the agreed form, every runbook an alert, every link
an end. `--metrics` takes what a worker answered at /metrics: everything must be there too. `--prometheus` asks every query
of a Prometheus: none may be wrong, and those without an answer are told.
"""

import argparse
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import promql_parser
import yaml

ROOT = Path(__file__).parents[3]
RULES = ROOT / "charts/ticketflow/files/rules.yaml"
RUNBOOKS = ROOT / "docs/runbooks.md"
CATALOGUE = ROOT / "docs/metrics.md"
# What Prometheus says itself, and which labels it adds.
PROMETHEUS = {"up": set(), "ALERTS": {"alertname", "alertstate", "severity", "shard"}}
TARGET = {"job", "namespace", "pod", "instance"}
PARTS = ["Meaning", "Impact", "Confirm", "Act", "Escalate", "False positives"]


def catalogue():
    """Metrics with their labels, those that a histogram is made of included."""
    known = {}
    for line in CATALOGUE.read_text().splitlines():
        cells = [it.strip() for it in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 5:
            name, labels = cells[0].strip("`"), set(re.findall(r"`(\w+)`: ", cells[2]))
            known[name] = labels
            if cells[1] == "histogram":
                known |= {name + "_bucket": labels | {"le"}, name + "_sum": labels, name + "_count": labels}
    return known


def selectors(node):
    kind = type(node).__name__
    if kind == "VectorSelector":
        yield node
    elif kind == "MatrixSelector":
        yield from selectors(node.vector_selector)
    elif kind == "Call":
        for it in node.args:
            yield from selectors(it)
    elif kind == "BinaryExpr":
        yield from selectors(node.lhs)
        yield from selectors(node.rhs)
    elif kind in ("AggregateExpr", "ParenExpr", "UnaryExpr", "SubqueryExpr"):
        yield from selectors(node.expr)


def filled(expr):
    """With something in the place of Grafana's variables."""
    return re.sub(r"\$\{?\w+\}?", "x", re.sub(r"\$__\w+", "5m", expr))


class Checks:
    def __init__(self, known, recorded):
        self.known, self.recorded, self.found, self.used = known, recorded, [], set()

    def say(self, where, what):
        self.found.append(f"{where}: {what}")

    def query(self, where, expr, on_a_board=False):
        try:
            parsed = promql_parser.parse(filled(expr))
        except ValueError as wrong:
            return self.say(where, f"{wrong}: {expr}")
        for it in selectors(parsed):
            self.used.add(it.name)
            labels = self.known.get(it.name, PROMETHEUS.get(it.name, self.recorded.get(it.name)))
            if labels is None:
                self.say(where, f"there is no metric {it.name}")
                continue
            matched = {matcher.name for matcher in it.matchers.matchers}
            for label in matched - labels - TARGET:
                self.say(where, f"{it.name} has no label {label}")
            if on_a_board and not {"job", "namespace"} <= matched:
                self.say(where, f"{it.name} is not chosen by job and namespace")
            if not on_a_board and it.name in self.known and "job" not in matched:
                self.say(where, f"{it.name} is not chosen by job")
        if on_a_board and re.search(r"\b(rate|irate)\((?!.*\[\$__rate_interval\])", expr):
            self.say(where, "a rate over something else than $__rate_interval")
        return None


def flat(panels):
    for it in panels:
        yield it
        yield from flat(it.get("panels", []))


def check_board(checks, path, board, uids):
    name = path.name
    if board["uid"] != f"ticketflow-{path.stem}" or len(board["uid"]) > 40:
        checks.say(name, "the uid is not ticketflow- and the file's name")
    uids.append(board["uid"])
    if board["editable"] or board.get("id") is not None:
        checks.say(name, "it can be edited, or has an id of one Grafana")
    if not board.get("description") or not any(it["type"] == "dashboards" for it in board["links"]):
        checks.say(name, "no description, or no links to the other boards")
    variables = {it["name"]: it for it in board["templating"]["list"]}
    if not {"datasource", "namespace", "job", "pod"} <= set(variables):
        checks.say(name, "a variable is missing")
    for it in variables.values():
        if it["type"] == "query" and not (it["refresh"] == 2 and it["multi"] and it["includeAll"] and it["allValue"]):
            checks.say(f"{name} ${it['name']}", "not read anew, or not several, or not all")
    panels = list(flat(board["panels"]))
    ids = [it["id"] for it in panels]
    if len(set(ids)) < len(ids):
        checks.say(name, "two panels have one id")
    taken = {}
    for it in panels:
        where, at = f"{name} “{it.get('title')}”", it["gridPos"]
        for cell in ((x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])):
            if cell in taken or cell[0] >= 24:
                checks.say(where, f"lies on “{taken.get(cell, 'the edge')}”")
                break
            taken[cell] = it["title"]
        if it["type"] == "row":
            continue
        defaults = it["fieldConfig"]["defaults"]
        for what in ("title", "description", "targets"):
            if not it.get(what):
                checks.say(where, f"no {what}")
        for what in ("unit", "noValue", "thresholds"):
            if not defaults.get(what):
                checks.say(where, f"no {what}")
        for target in it["targets"]:
            if target["datasource"] != it["datasource"] or it["datasource"]["uid"] != "${datasource}":
                checks.say(where, "another source than the chosen one")
            for used in re.findall(r"\$(\w+)", target["expr"]):
                if used not in variables and not used.startswith("__"):
                    checks.say(where, f"there is no variable {used}")
            checks.query(where, target["expr"], on_a_board=True)
    for it in board["annotations"]["list"]:
        checks.query(f"{name} {it['name']}", it["expr"])


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def check_rules(checks, groups, uids):
    text = RUNBOOKS.read_text()
    sections = {anchor(head): body for head, body in re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", text, re.M)}
    linked = set()
    for rule in (it for group in groups for it in group["rules"]):
        name = rule.get("alert") or rule["record"]
        checks.query(name, rule["expr"])
        if "record" in rule:
            continue
        notes = rule["annotations"]
        if rule["labels"].get("severity") not in ("page", "ticket"):
            checks.say(name, "neither page nor ticket")
        for what in ("summary", "description"):
            if not notes.get(what):
                checks.say(name, f"no {what}")
        if notes.get("dashboard", "").removeprefix("/d/") not in uids:
            checks.say(name, "its board is not there")
        file, _, place = notes["runbook_url"].partition("#")
        linked.add(place)
        if ROOT / file != RUNBOOKS or place not in sections:
            checks.say(name, f"there is no runbook {notes['runbook_url']}")
        elif f"`{name}`" not in sections[place] and place != name.lower():
            checks.say(name, "its runbook does not name it")
    for place, body in sections.items():
        if place in linked:
            parts = re.findall(r"^\*\*([\w ]+)\.\*\*", body, re.M)
            if parts != PARTS:
                checks.say(f"runbook {place}", f"{parts} instead of {PARTS}")
            for expr in re.findall(r"```promql\n(.*?)```", body, re.S):
                checks.query(f"runbook {place}", expr)
        elif place.startswith("ticketflow"):
            checks.say(f"runbook {place}", "no alert leads here")


def answered(url, target, expr, minutes):
    """Every value that a panel would show, those that are no number left out."""
    now = time.time()
    given = {"query": expr, "time": now}
    if not target["instant"]:
        given = {"query": expr, "start": now - 60 * minutes, "end": now, "step": max(1, minutes * 60 / 300)}
    kind = "query" if target["instant"] else "query_range"
    with urllib.request.urlopen(f"{url}/api/v1/{kind}?" + urllib.parse.urlencode(given)) as answer:
        result = json.load(answer)["data"]["result"]
    return [value for it in result for _, value in it.get("values", [it.get("value")]) if value != "NaN"]


def ask(url, boards, minutes=15, rate_interval="1m"):
    """Every query as Grafana would ask it, of the last minutes. Which panels have a query without an answer, and what went wrong."""
    silent, wrong = {}, []
    for path, board in boards.items():
        values = {it["name"]: it.get("allValue") for it in board["templating"]["list"]}
        for panel in flat(board["panels"]):
            for target in panel.get("targets", []):
                expr = target["expr"].replace("$__rate_interval", rate_interval).replace("$__range", f"{round(60 * minutes)}s")
                expr = re.sub(r"\$(\w+)", lambda it: values[it[1]], expr)
                where = f"{path.name} “{panel['title']}”"
                try:
                    if not answered(url, target, expr, minutes):
                        silent.setdefault(where, []).append(expr)
                except urllib.error.HTTPError as refused:
                    wrong.append(f"{where}: {refused.read().decode()}")
    return silent, wrong


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--metrics", type=Path)
    options.add_argument("--prometheus")
    given = options.parse_args()
    groups = yaml.safe_load(RULES.read_text())["groups"]
    recorded = {it["record"]: {"objective", "window"} for group in groups for it in group["rules"] if "record" in it}
    checks = Checks(catalogue(), recorded)
    boards = {path: json.loads(path.read_text()) for path in sorted((RULES.parent / "dashboards").glob("*.json"))}
    uids = []
    for path, board in boards.items():
        check_board(checks, path, board, uids)
    check_rules(checks, groups, uids)
    if given.metrics:
        said = set(re.findall(r"^([a-zA-Z_:][\w:]*)", given.metrics.read_text(), re.M))
        for name in sorted(checks.used & set(checks.known) - said):
            checks.say("the worker", f"does not say {name}")
    if given.prometheus:
        silent, wrong = ask(given.prometheus, boards)
        checks.found += wrong
        print(*(f"no data: {where}: {expr}" for where, exprs in silent.items() for expr in exprs), sep="\n")
    unused = {it for it in checks.known if not re.search("_(bucket|sum|count)$", it)} - {re.sub("_(bucket|sum|count)$", "", it) for it in checks.used}
    print(*checks.found, sep="\n")
    queries = sum(len(it.get("targets", [])) for board in boards.values() for it in flat(board["panels"]))
    print(f"{len(boards)} boards, {queries} queries, {len(checks.used)} metrics, {len(checks.found)} findings; shown nowhere: {sorted(unused) or 'nothing'}")
    sys.exit(bool(checks.found) or len(set(uids)) < len(uids) or not boards)


if __name__ == "__main__":
    main()
