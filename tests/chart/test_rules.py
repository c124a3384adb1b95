"""Alert rules as operators meet them: what each says, and that its runbook is there."""

import re

import pytest
import yaml
from conftest import CHART, ROOT

GROUPS = yaml.safe_load((CHART / "files/rules.yaml").read_text())["groups"]
ALERTS = {it["alert"]: it for group in GROUPS for it in group["rules"] if "alert" in it}


@pytest.mark.parametrize("name", ALERTS)
def test_each_alert_says_how_bad_it_is_what_it_is_and_what_to_do(name):
    alert = ALERTS[name]
    assert alert["labels"]["severity"] in ("page", "ticket")
    assert {"summary", "description", "runbook_url"} <= set(alert["annotations"])
    file, _, section = alert["annotations"]["runbook_url"].partition("#")
    headings = re.findall(r"^#+ (.+)$", (ROOT / file).read_text(), re.M)
    assert section in [re.sub(r"[^\w -]", "", it).lower().replace(" ", "-") for it in headings]


def test_commands_of_the_runbooks_can_be_run_where_workers_run():
    text = (ROOT / "docs/runbooks.md").read_text()
    commands = re.findall(r"`(kubectl [^`]+)`", text)
    assert len(commands) >= 5
    assert not [it for it in commands if not it.startswith("kubectl -n NAMESPACE ")], "whoever is called may be in any namespace"
    # The image has no curl, and compose opens no port of a worker.
    assert "ADDRESS/readyz" not in text
    redis = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["redis"]
    assert f"docker compose exec redis {redis['healthcheck']['test'][1]}" in text


def test_each_alert_is_tested():
    tested = set()
    for file in (ROOT / "tests/rules").glob("*.yaml"):
        for test in yaml.safe_load(file.read_text())["tests"]:
            for it in test.get("alert_rule_test", []):
                tested.add((it["alertname"], bool(it.get("exp_alerts"))))
            for it in test.get("promql_expr_test", []):
                if asked := re.fullmatch(r'ALERTS\{alertname="(\w+)", alertstate="firing"\}', it["expr"]):
                    tested.add((asked[1], bool(it.get("exp_samples"))))
    assert tested == {(name, fires) for name in ALERTS for fires in (True, False)}


def test_every_metric_that_is_asked_for_exists():
    known = set(re.findall(r"`((?:ticketflow|process)_\w+)`", (ROOT / "docs/metrics.md").read_text()))
    assert len(known) > 50
    recorded = {it["record"] for group in GROUPS for it in group["rules"] if "record" in it}
    expressions = [it["expr"] for group in GROUPS for it in group["rules"]]
    expressions += re.findall(r'printf "(.+?)"', (CHART / "templates/scaledobject.yaml").read_text())
    named = {name for it in expressions for name in re.findall(r"\b(?:ticketflow|process)_\w+", str(it))}
    assert len(named) >= 3
    for name in named - recorded:
        assert re.sub(r"_(bucket|sum|count)$", "", name) in known or name in known, name
