"""The example for Alertmanager: who is told of an alert, and what is not told beside another.

Routes are asked of its own tool. Debian's Alertmanager starts only where its package is installed, so what one alert
keeps silent is judged here, as its documentation says.
"""

import re
import subprocess

import pytest
import yaml
from conftest import CHART, TOOLS
from test_rules import ALERTS

EXAMPLE = CHART / "files/alertmanager.example.yaml"
RULES = yaml.safe_load(EXAMPLE.read_text())["inhibit_rules"]
# From each of these it may follow that nobody is answered.
CAUSES = {"TicketFlowAbsent", "TicketFlowStoreAway", "TicketFlowShardNotActive"}


def alert(name, namespace="bots", **labels):
    return {"alertname": name, "job": "ticketflow", "namespace": namespace, "severity": ALERTS[name]["labels"]["severity"], **labels}


def parts(matcher):
    """The label, the operator and what it is compared with."""
    return re.fullmatch(r'(\w+) *(=~|!~|!=|=) *"(.*)"', matcher).groups()


def match(matchers, labels):
    """An absent label is an empty one, and a pattern is of the whole value."""
    for label, operator, wanted in map(parts, matchers):
        value = labels.get(label, "")
        same = bool(re.fullmatch(wanted, value)) if "~" in operator else value == wanted
        if same == operator.startswith("!"):
            return False
    return True


def silences(source, target):
    """Whether the target is not told of while the source fires. What matches both sides of a rule does not silence its like."""
    return any(
        match(rule["source_matchers"], source) and match(rule["target_matchers"], target)
        and all(source.get(it, "") == target.get(it, "") for it in rule["equal"])
        and not (match(rule["target_matchers"], source) and match(rule["source_matchers"], target))
        for rule in RULES
    )


def told(*fire):
    """The names of those that are told of when all of these fire."""
    return {it["alertname"] for it in fire if not any(silences(other, it) for other in fire if other is not it)}


@pytest.mark.parametrize("name", ALERTS)
def test_a_page_calls_and_a_ticket_does_not(name):
    receiver = {"page": "ticketflow-pages", "ticket": "ticketflow-tickets"}[ALERTS[name]["labels"]["severity"]]
    labels = [f"{label}={value}" for label, value in alert(name).items()]
    subprocess.run([TOOLS / "bin/amtool", "config", "routes", "test", f"--config.file={EXAMPLE}",
                    f"--verify.receivers={receiver}", *labels], check=True, capture_output=True)


def test_alerts_that_the_example_names_exist():
    for rule in RULES:
        for label, _, pattern in map(parts, rule["source_matchers"] + rule["target_matchers"]):
            if label != "alertname":
                continue
            before, _, several = pattern.rstrip(")").rpartition("(")
            for name in several.split("|"):
                assert any(re.fullmatch(before + name, it) for it in ALERTS), before + name


def test_when_nobody_is_answered_that_alone_is_told():
    assert told(*(alert(name) for name in ALERTS if name not in CAUSES)) == {"TicketFlowNotServing"}


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_when_nobody_is_answered_and_it_is_known_why_that_alone_is_told(cause):
    """Its page has come before the other, and still says what it is when the page is sent again."""
    assert told(*(alert(name) for name in ALERTS if name == cause or name not in CAUSES)) == {cause}


def test_of_several_causes_one_is_told():
    assert told(*map(alert, ALERTS)) == {"TicketFlowAbsent"}
    assert told(*(alert(name) for name in ALERTS if name != "TicketFlowAbsent")) == {"TicketFlowStoreAway"}


def test_whatever_fires_something_is_told():
    """No alert is silenced, on whichever way round, by one that it silences: Alertmanager would tell of none of them."""
    left = {it: {by for by in ALERTS if by != it and silences(alert(by, objective="o"), alert(it, objective="o"))} for it in ALERTS}
    while free := [it for it, by in left.items() if not by & set(left)]:
        for it in free:
            del left[it]
    assert not left


def test_one_bot_does_not_keep_another_silent():
    assert not any(silences(alert(one, "here"), alert(other, "there")) for one in ALERTS for other in ALERTS)


def test_of_a_budget_the_fastest_burn_is_told():
    opened = [alert(f"TicketFlowOpenedBudgetBurnsIn{it}", objective="opened") for it in ("1h", "6h", "1d", "3d")]
    other = alert("TicketFlowAcknowledgedBudgetBurnsIn6h", objective="acknowledged")
    assert told(*opened, other) == {"TicketFlowOpenedBudgetBurnsIn1h", "TicketFlowAcknowledgedBudgetBurnsIn6h"}
    assert told(*opened[2:]) == {"TicketFlowOpenedBudgetBurnsIn1d", "TicketFlowOpenedBudgetBurnsIn3d"}


@pytest.mark.parametrize(("cause", "effects"), [
    ("StoreAway", ("ShardNotActive", "StoreSlow", "WorkerNotReady", "OutboxOld", "EventLag")),
    ("ReplicasMissing", ("StoreSlow", "OutboxOld")),
    ("ShardNotActive", ("HeartbeatOld", "WorkerNotReady", "ShardsBudgetBurnsIn1h", "SessionsLost")),
    ("ShardsUnheld", ("WorkerNotReady", "ShardsBudgetBurnsIn1h")),
    ("CallsHeldBack", ("InvalidRequests", "GlobalLimit", "OutboxOld")),
])
def test_a_cause_is_told_and_its_effects_are_not(cause, effects):
    unrelated = {"TicketFlowVersionSkew", "TicketFlowStoreForgot"}
    fire = [alert(f"TicketFlow{it}") for it in (cause, *effects)] + [alert(it) for it in unrelated]
    assert told(*fire) == {f"TicketFlow{cause}"} | unrelated


def test_every_page_is_told_where_it_fires_alone_with_tickets():
    pages = [name for name in ALERTS if ALERTS[name]["labels"]["severity"] == "page"]
    tickets = [alert(name) for name in ALERTS if name not in pages]
    for name in pages:
        assert name in told(alert(name), *tickets)
