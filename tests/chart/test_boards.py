"""What boards show, asked of Prometheus' own engine: each query as Grafana would ask it, with every variable at All."""

import json
import re
import subprocess

import pytest
import yaml
from conftest import CHART, TOOLS

BOARDS = {it.stem: json.loads(it.read_text()) for it in (CHART / "files/dashboards").glob("*.json")}
# Two bots, of which `lone` has one worker and one shard. Of `pair`, worker b is killed after 20 minutes.
FLEETS = {
    'up{job="ticketflow", namespace="pair", pod="a", instance="1"}': "1x120",
    'up{job="ticketflow", namespace="pair", pod="b", instance="2"}': "1x39 0x80",
    'up{job="ticketflow", namespace="lone", pod="c", instance="3"}': "1x120",
    'up{job="other", namespace="pair", pod="d", instance="4"}': "1x120",
    'ticketflow_ready{job="ticketflow", namespace="pair", pod="a", instance="1"}': "1x120",
    'ticketflow_ready{job="ticketflow", namespace="pair", pod="b", instance="2"}': "1x39 stale",
    'ticketflow_ready{job="ticketflow", namespace="lone", pod="c", instance="3"}': "1x120",
    'ticketflow_fleet_shards{job="ticketflow", namespace="pair", pod="a", instance="1"}': "2x120",
    'ticketflow_fleet_shards{job="ticketflow", namespace="lone", pod="c", instance="3"}': "1x120",
    'process_start_time_seconds{job="ticketflow", namespace="pair", pod="a", instance="1"}': "100x120",
    'process_start_time_seconds{job="ticketflow", namespace="pair", pod="b", instance="2"}': "100x19 700x19 stale",
    'process_start_time_seconds{job="ticketflow", namespace="lone", pod="c", instance="3"}': "100x120",
    'process_start_time_seconds{job="ticketflow", namespace="lone", pod="e", instance="5"}': "_x60 1800x60",
    'process_start_time_seconds{job="other", namespace="pair", pod="d", instance="4"}': "100x19 700x100",
}
# The second shard of `pair` is held by worker b. A third is of a division that is to come, and has no session.
PHASES = {
    ("pair", "a", "0", "2"): {"active": "1x120", "connecting": "0x120"},
    ("pair", "b", "1", "2"): {"active": "1x39 stale", "connecting": "0x39 stale"},
    ("pair", "a", "2", "4"): {"active": "0x120", "connecting": "1x120"},
    ("lone", "c", "0", "1"): {"active": "1x120", "connecting": "0x120"},
}
FLEETS |= {
    f'ticketflow_gateway_shard_phase{{job="ticketflow", namespace="{namespace}", pod="{pod}", shard="{shard}", of="{of}", phase="{phase}"}}': values
    for (namespace, pod, shard, of), phases in PHASES.items() for phase, values in phases.items()
}
GONE = {series: "1x39 stale" for series in FLEETS}


def queries(board, title):
    """Those of a panel or an annotation."""
    shown = BOARDS[board]
    found = [[t["expr"] for t in it["targets"]] for it in shown["panels"] if it["title"] == title]
    found += [[it["expr"]] for it in shown["annotations"]["list"] if it["name"] == title]
    (queries,) = found
    values = {it["name"]: it.get("allValue") for it in shown["templating"]["list"]}
    return [re.sub(r"\$(\w+)", lambda it: values[it[1]], query) for query in queries]


def asked(folder, series, query, minute, expected):
    """Whether Prometheus answers so; `expected` are values by labels."""
    test = {
        "evaluation_interval": "30s", "rule_files": [],
        "tests": [{
            "interval": "30s", "input_series": [{"series": it, "values": values} for it, values in series.items()],
            "promql_expr_test": [{
                "expr": query, "eval_time": f"{minute}m",
                "exp_samples": [{"labels": labels, "value": value} for labels, value in expected.items()],
            }],
        }],
    }
    (folder / "test.yaml").write_text(yaml.safe_dump(test))
    done = subprocess.run([TOOLS / "bin/promtool", "test", "rules", "test.yaml"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def bot(namespace, shard):
    return f'{{job="ticketflow", namespace="{namespace}", shard="{shard}"}}'


@pytest.mark.parametrize(("board", "panel", "series", "minute", "expected"), [
    ("overview", "Workers ready", FLEETS, 15, {"{}": 1}),
    ("overview", "Workers ready", FLEETS, 30, {"{}": 2 / 3}),
    ("overview", "Workers ready", GONE, 40, {"{}": 0}),
    ("overview", "Shards active", FLEETS, 15, {"{}": 1}),
    ("overview", "Shards active", FLEETS, 30, {"{}": 2 / 3}),
    ("overview", "Shards active", GONE, 40, {"{}": 0}),
    ("gateway", "What each shard is at", FLEETS, 15, {bot("pair", 0): 5, bot("pair", 1): 5, bot("pair", 2): 4, bot("lone", 0): 5}),
    ("gateway", "What each shard is at", FLEETS, 30, {bot("pair", 0): 5, bot("pair", 1): 0, bot("pair", 2): 4, bot("lone", 0): 5}),
    # Started anew in its place, started in the place of another, and neither.
    ("overview", "Starts", FLEETS, 11, {'{pod="b", instance="2"}': 700}),
    ("overview", "Starts", FLEETS, 31, {'{pod="e", instance="5"}': 1800}),
    ("overview", "Starts", FLEETS, 50, {}),
])
def test_a_board_shows_what_is_so(tmp_path, board, panel, series, minute, expected):
    (query,) = queries(board, panel)
    asked(tmp_path, series, query, minute, expected)


def test_what_is_so_now_is_not_what_was_so_last():
    stats = [it for board in BOARDS.values() for it in board["panels"] if it["type"] == "stat"]
    assert len(stats) > 20
    for it in stats:
        assert all(target["instant"] and not target["range"] for target in it["targets"]), it["title"]


@pytest.mark.parametrize("bot", ['{alertname="TicketFlowAbsent", job="ticketflow", namespace="pair"}', '{alertname="TicketFlowAbsent", job="ticketflow"}'])
def test_that_nobody_is_there_is_shown_whichever_namespace_is_chosen(tmp_path, bot):
    (query,) = queries("overview", "Alerts that fire")
    query = query.replace('namespace=~"|.*"', 'namespace=~"|pair"')
    assert "pair" in query
    alert = "ALERTS" + bot.replace("}", ', alertstate="firing", severity="page"}')
    asked(tmp_path, {alert: "1x40"}, query, 10, {"{}": 1})
