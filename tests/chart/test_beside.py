"""What is rendered beside the workers: network, monitor, rules, dashboards, Redis and Jobs."""

import json
import subprocess

import pytest
import yaml
from conftest import BUILT_IN, CHART, DEFAULT, META, kinds, only, settings, worker


def open_ports(policy):
    return [sorted((it["port"], it.get("protocol")) for it in rule["ports"]) for rule in policy.get("spec", policy)["egress"]]


@pytest.mark.parametrize("url,port", [
    ("http://proxy", 80), ("http://proxy:8080/base", 8080), ("https://proxy", None), ("https://[fd00::1]:8443", 8443), ("http://[fd00::1]", 80),
])
def test_the_network_is_open_to_the_port_of_another_address_of_discord(each_helm, url, port):
    values = {"discord": {"apiUrl": url}, "networkPolicy": {"enabled": True, "discordTo": [{"podSelector": {}}]}}
    rule = only(each_helm.objects(values=values), "NetworkPolicy")["spec"]["egress"][1]
    assert [it["port"] for it in rule["ports"]] == [443, *([port] if port else [])] and rule["to"] == [{"podSelector": {}}]


@pytest.mark.parametrize("url,ports", [
    ("rediss://h:6380", [6379, 26379, 6380]), ("redis://h", [6379, 26379]), ("redis://u:p%3A9@h/0", [6379, 26379]),
    ("redis+sentinel://:p:1@a:26380,b:26381,c/tickets?sentinel_password=x:5", [6379, 26379, 26380, 26381]),
    ("redis+cluster://[fd00::1]:7000,[fd00::2]", [6379, 26379, 7000]), ("redis://h:6379", [6379, 26379]),
])
def test_the_network_is_open_to_the_ports_of_the_address_of_redis(each_helm, url, ports):
    values = {"redis": {"existingSecret": "", "url": url}, "networkPolicy": {"enabled": True}}
    assert open_ports(only(each_helm.objects(values=values), "NetworkPolicy"))[2] == sorted((it, "TCP") for it in ports)


def test_the_network_is_closed_but_for_what_is_needed(each_helm):
    peer = {"namespaceSelector": {"matchLabels": {"a": "monitoring"}}}
    values = {"networkPolicy": {"enabled": True, "metricsFrom": [peer], "extraEgress": [{"ports": [{"port": 4318}]}]}}
    policy = only(each_helm.objects(values=values), "NetworkPolicy")["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    test = only(each_helm.objects(values=values), "Job", "rel-ticketflow-test")["spec"]["template"]["metadata"]["labels"]
    (rule,) = policy["ingress"]
    assert rule["from"][0] == peer and rule["ports"] == [{"port": 9464, "protocol": "TCP"}]
    assert rule["from"][1]["podSelector"]["matchLabels"].items() <= test.items() and len(rule["from"]) == 2
    assert open_ports(policy) == [[(53, "TCP"), (53, "UDP"), (5353, "TCP"), (5353, "UDP")], [(443, "TCP")], [(6379, "TCP"), (26379, "TCP")], [(4318, None)]]
    policy = only(each_helm.objects(values={"networkPolicy": {"enabled": True}}), "NetworkPolicy")["spec"]
    assert policy["ingress"][0]["from"] == [{"podSelector": {}}], "the release's namespace alone"
    objects = each_helm.objects(values={**BUILT_IN, "networkPolicy": {"enabled": True}})
    redis = only(objects, "NetworkPolicy", "rel-ticketflow-redis")["spec"]
    assert redis["egress"] == [] and redis["ingress"][0]["ports"][0]["port"] == 6379
    # Whoever runs the commands has to reach Discord too.
    covered = only(objects, "NetworkPolicy", "rel-ticketflow")["spec"]["podSelector"]["matchExpressions"][0]["values"]
    assert covered == ["worker", "commands"]


@pytest.mark.parametrize("kind,endpoints", [("ServiceMonitor", "endpoints"), ("PodMonitor", "podMetricsEndpoints")])
def test_one_monitor_that_finds_a_port_that_exists(each_helm, kind, endpoints):
    values = {"monitor": {"kind": kind, "labels": {"release": "p"}, "interval": "15s", "namespace": "monitoring"}}
    objects = each_helm.objects(values=values)
    monitor = only(objects, kind)
    assert kinds(objects) == sorted([*DEFAULT, kind])
    assert monitor["metadata"]["namespace"] == "monitoring" and monitor["metadata"]["labels"]["release"] == "p"
    spec = monitor["spec"]
    assert spec["namespaceSelector"] == {"matchNames": ["bots"]}
    (endpoint,) = spec[endpoints]
    assert endpoint["interval"] == "15s"
    service, (_, container) = only(objects, "Service"), worker(objects)
    found = service if kind == "ServiceMonitor" else only(objects, "Deployment")["spec"]["template"]
    assert spec["selector"]["matchLabels"].items() <= found["metadata"]["labels"].items()
    ports = {it["name"] for it in (service["spec"]["ports"] if kind == "ServiceMonitor" else container["ports"])}
    assert endpoint["port"] in ports
    assert {it["targetPort"] for it in service["spec"]["ports"]} <= {it["name"] for it in container["ports"]}
    # Rules and dashboards look for this job, whatever the release is called.
    assert found["metadata"]["labels"][spec["jobLabel"]] == "ticketflow"


@pytest.mark.parametrize("kind", ["ServiceMonitor", "PodMonitor"])
def test_workers_are_scraped_as_often_as_the_rules_want(each_helm, kind):
    spec = only(each_helm.objects(values={"monitor": {"kind": kind}}), kind)["spec"]
    (endpoint,) = spec["endpoints" if kind == "ServiceMonitor" else "podMetricsEndpoints"]
    assert endpoint["interval"] == "15s"
    text = (CHART.parents[1] / "docs/dashboards.md").read_text()
    assert "at least every 30 seconds" in text and "every 15 seconds" in text
    spec = only(each_helm.objects(values={"monitor": {"kind": kind, "interval": ""}}), kind)["spec"]
    assert "interval" not in json.dumps(spec)


def rule(objects, name):
    return next(it for group in only(objects, "PrometheusRule")["spec"]["groups"] for it in group["rules"] if it.get("alert") == name)


def test_rules_are_those_of_the_file(each_helm):
    objects = each_helm.objects(values={"rules": {"enabled": True}})
    file = yaml.safe_load((CHART / "files/rules.yaml").read_text())
    for it in (it["annotations"] for group in file["groups"] for it in group["rules"] if "alert" in it):
        it["runbook_url"] = f"{META['home']}/blob/main/{it['runbook_url']}"
    assert only(objects, "PrometheusRule")["spec"] == file


def test_links_of_alerts_lead_somewhere(each_helm):
    values = {"rules": {"enabled": True, "runbookUrl": "https://x/y/", "grafanaUrl": "https://grafana/sub/"}}
    groups = only(each_helm.objects(values=values), "PrometheusRule")["spec"]["groups"]
    for it in (it["annotations"] for group in groups for it in group["rules"] if "alert" in it):
        assert it["runbook_url"].startswith("https://x/y/docs/runbooks.md#")
        assert it["dashboard"].startswith("https://grafana/sub/d/ticketflow-")
    own = {"TicketFlowWorkerDown": {"annotations": {"runbook_url": "https://own", "dashboard": "https://board"}}}
    kept = rule(each_helm.objects(values={"rules": {**values["rules"], "alerts": own}}), "TicketFlowWorkerDown")["annotations"]
    assert (kept["runbook_url"], kept["dashboard"]) == ("https://own", "https://board")


def test_an_alert_can_be_changed_and_left_out(each_helm):
    alerts = {
        "TicketFlowWorkerDown": {
            "for": "9m", "severity": "page", "threshold": 0.5, "labels": {"a": "b"}, "annotations": {"c": "d"},
        },
        "TicketFlowAbsent": {"enabled": False},
    }
    values = {"rules": {"enabled": True, "alerts": alerts, "alertLabels": {"team": "shop"}, "runbookUrl": "https://x/y/"}}
    objects = each_helm.objects(values=values)
    changed = rule(objects, "TicketFlowWorkerDown")
    assert changed["for"] == "9m" and changed["expr"].endswith("< 0.5")
    assert changed["labels"] == {"severity": "page", "a": "b", "team": "shop"}
    assert changed["annotations"]["c"] == "d"
    assert changed["annotations"]["runbook_url"] == "https://x/y/docs/runbooks.md#ticketflowworkerdown"
    assert "TicketFlowAbsent" not in json.dumps(only(objects, "PrometheusRule")["spec"])
    assert "{{ $labels.instance }}" in changed["annotations"]["summary"]


def test_no_rules_no_object(helm):
    file = yaml.safe_load((CHART / "files/rules.yaml").read_text())
    names = [it["alert"] for group in file["groups"] for it in group["rules"] if "alert" in it]
    recorded = any("record" in it for group in file["groups"] for it in group["rules"])
    objects = helm.objects(values={"rules": {"enabled": True, "alerts": {name: {"enabled": False} for name in names}}})
    assert ("PrometheusRule" in kinds(objects)) == recorded


def test_dashboards_are_the_files_unchanged(each_helm, chart_with_a_dashboard):
    values = {"dashboards": {"enabled": True, "annotations": {"folder": "Shop"}, "label": "board", "labelValue": "yes", "namespace": "grafana"}}
    objects = each_helm.objects(values=values, chart=chart_with_a_dashboard)
    files = {it.name: it.read_text().strip() for it in (chart_with_a_dashboard / "files/dashboards").glob("*.json")}
    maps = [it for it in objects if it["kind"] == "ConfigMap" and it["metadata"]["labels"].get("board") == "yes"]
    # Grafana's sidecar puts the files of all charts into one folder.
    assert {key: text for it in maps for key, text in it["data"].items()} == {f"ticketflow-{name}": text for name, text in files.items()}
    for it in maps:
        assert it["metadata"]["annotations"] == {"folder": "Shop"} and it["metadata"]["namespace"] == "grafana"
        assert len(json.dumps(it)) < 1 << 20
    values["dashboards"]["grafanaOperator"] = {"enabled": True}
    objects = each_helm.objects(values=values, chart=chart_with_a_dashboard)
    for board in (it for it in objects if it["kind"] == "GrafanaDashboard"):
        found = only(objects, "ConfigMap", board["spec"]["configMapRef"]["name"])
        assert board["spec"]["configMapRef"]["key"] in found["data"]
    assert kinds(objects).count("GrafanaDashboard") == len(files)


def test_commands_are_registered_after_each_install_upgrade_and_rollback(each_helm):
    job = only(each_helm.objects(), "Job", "rel-ticketflow-commands")
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "post-install,post-upgrade,post-rollback"
    pod = job["spec"]["template"]["spec"]
    assert pod["containers"][0]["args"] == ["commands"] and pod["restartPolicy"] == "Never"
    # Helm gives up after 300 seconds, and would not say what the Job did.
    assert job["spec"]["activeDeadlineSeconds"] <= 180
    assert kinds(each_helm.objects(values={"commands": {"register": False}})).count("Job") == 1, "the test"


def test_the_built_in_redis_is_durable_and_replaced_by_no_second_one(each_helm):
    objects = each_helm.objects(values=BUILT_IN)
    redis = only(objects, "Deployment", "rel-ticketflow-redis")["spec"]
    assert redis["strategy"] == {"type": "Recreate"} and redis["replicas"] == 1
    arguments = " ".join(redis["template"]["spec"]["containers"][0]["args"])
    assert "--appendonly yes" in arguments and "--maxmemory-policy noeviction" in arguments
    claim = only(objects, "PersistentVolumeClaim")["metadata"]
    assert redis["template"]["spec"]["volumes"][0]["persistentVolumeClaim"]["claimName"] == claim["name"]
    # An answer that is an error, such as that it still reads its file, counts as no answer.
    assert redis["template"]["spec"]["containers"][0]["readinessProbe"]["exec"]["command"] == ["valkey-cli", "-e", "ping"]
    service = only(objects, "Service", "rel-ticketflow-redis")["metadata"]["name"]
    given = settings(objects)
    assert given["REDIS_URL"] == f"redis://{service}:6379" and "REDIS_URL_FILE" not in given
    assert "redis" not in [it["name"] for it in worker(objects)[0]["volumes"]]


@pytest.mark.parametrize("limit,kept", [
    (None, "161061273"), ("256Mi", "161061273"), ("1Gi", "644245094"), ("0.5Gi", "322122547"), ("500M", "300000000"), (1000000, "600000"),
    ("", None),
])
def test_the_built_in_redis_refuses_before_it_is_killed(each_helm, limit, kept):
    own = {} if limit is None else {"resources": {"limits": {"memory": limit or None}}}
    objects = each_helm.objects(values={"redis": {"existingSecret": "", "builtIn": {"enabled": True, **own}}})
    arguments = only(objects, "Deployment", "rel-ticketflow-redis")["spec"]["template"]["spec"]["containers"][0]["args"]
    assert (arguments[arguments.index("--maxmemory") + 1] if "--maxmemory" in arguments else None) == kept


def test_the_health_test_asks_the_port_of_the_service(helm):
    objects = helm.objects(values={"admin": {"port": 9999}, "replicaCount": 3})
    job, service = only(objects, "Job", "rel-ticketflow-test"), only(objects, "Service")
    asked = {it["name"]: it["value"] for it in job["spec"]["template"]["spec"]["containers"][0]["env"]}
    assert asked == {"SERVICE": service["metadata"]["name"], "PORT": str(service["spec"]["ports"][0]["port"]), "WORKERS": "3"}
    assert service["spec"]["publishNotReadyAddresses"] is True and service["spec"]["clusterIP"] == "None"
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "test"


ANSWER = "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\trel-ticketflow.bots.svc.cluster.local\n"


@pytest.mark.parametrize("workers,ready,passes", [
    (["10.0.0.1", "10.0.0.2"], ["10.0.0.1", "10.0.0.2"], True), (["10.0.0.1", "10.0.0.2"], ["10.0.0.1"], False),
    (["10.0.0.1", "10.0.0.2"], ["10.0.0.2"], False), (["10.0.0.1"], ["10.0.0.1"], False), ([], [], False),
    (["fd00::1", "fd00::2"], ["[fd00::1]", "[fd00::2]"], True), (["10.0.0.1"] * 2, ["10.0.0.1"], False),
    (["10.0.0.1", "10.0.0.2", "10.0.0.3"], ["10.0.0.1", "10.0.0.2"], False),
], ids=str)
def test_the_health_test_wants_every_worker_to_be_ready(helm, tmp_path, workers, ready, passes):
    container = only(helm.objects(), "Job", "rel-ticketflow-test")["spec"]["template"]["spec"]["containers"][0]
    answer = ANSWER + "Name:\trel-ticketflow.bots.svc.cluster.local\n".join(f"Address: {it}\n" for it in workers)
    good = " ".join(f'"http://{it}:9464/readyz"' for it in ready) or '""'
    programs = {
        # As busybox does it: what has no IPv6 address fails.
        "nslookup": f"[ \"$1\" = rel-ticketflow ] || exit 2\ncat <<'X'\n{answer}X\nexit 1",
        "wget": f"for last; do :; done\nfor it in {good}; do [ \"$it\" = \"$last\" ] && exec echo ready; done\nexit 1",
        "sleep": "",
    }
    for name, text in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    given = {it["name"]: it["value"] for it in container["env"]}
    done = subprocess.run(container["command"], env={"PATH": f"{tmp_path}:/usr/bin:/bin", **given}, capture_output=True, text=True)
    assert (done.returncode == 0) == passes, done.stdout + done.stderr
    assert all(it in done.stdout for it in workers)
