"""Values: what is refused and in which words, and that none is undescribed, unchecked or unused."""

import functools
import json
import re

import pytest
import yaml
from conftest import CHART, NEEDED, ROOT, merged, only

VALUES = yaml.safe_load((CHART / "values.yaml").read_text())
SCHEMA = json.loads((CHART / "values.schema.json").read_text())
TEMPLATES = "\n".join(it.read_text() for it in sorted((CHART / "templates").rglob("*")) if it.is_file())

NO_TOKEN = {"discord": {"existingSecret": ""}}
NO_REDIS = {"redis": {"existingSecret": ""}}

REFUSED = [
    (NO_TOKEN, "set discord.existingSecret to the name of a Secret"),
    ({"discord": {"token": "x"}}, "set either discord.existingSecret or discord.token"),
    (NO_REDIS, "set redis.existingSecret to the name of a Secret"),
    ({"redis": {"url": "redis://a"}}, "set only one of redis.existingSecret, redis.url and redis.builtIn.enabled"),
    ({"redis": {"builtIn": {"enabled": True}}}, "set only one of redis.existingSecret, redis.url"),
    ({"autoscaling": {"enabled": True, "external": True}}, "set one of autoscaling.enabled, autoscaling.keda.enabled"),
    ({"autoscaling": {"enabled": True, "keda": {"enabled": True, "serverAddress": "http://p"}}}, "only one thing can scale"),
    ({"autoscaling": {"enabled": True, "minReplicas": 9}}, "must not be more than autoscaling.maxReplicas"),
    ({"autoscaling": {"keda": {"enabled": True}}}, "set autoscaling.keda.serverAddress"),
    ({"pdb": {"minAvailable": 1}}, "set one of pdb.maxUnavailable and pdb.minAvailable"),
    ({"pdb": {"maxUnavailable": None}}, "set one of pdb.maxUnavailable and pdb.minAvailable"),
    ({"pdb": {"maxUnavailable": 0}}, "set pdb.maxUnavailable to more than 0"),
    ({"pdb": {"maxUnavailable": "0%"}}, "set pdb.maxUnavailable to more than 0"),
    ({"replicaCount": 1, "pdb": {"maxUnavailable": None, "minAvailable": 1}}, "pdb.minAvailable=1 of 1 workers"),
    ({"replicaCount": 1, "pdb": {"maxUnavailable": None, "minAvailable": "10%"}}, "pdb.minAvailable=10% of 1 workers"),
    ({"replicaCount": 3, "pdb": {"maxUnavailable": None, "minAvailable": "67%"}}, "pdb.minAvailable=67% of 3 workers"),
    ({"autoscaling": {"enabled": True}, "pdb": {"maxUnavailable": None, "minAvailable": 2}}, "pdb.minAvailable=2 of 2 workers"),
    ({"autoscaling": {"external": True}, "pdb": {"maxUnavailable": None, "minAvailable": "100%"}}, "pdb.minAvailable=100% of all"),
    ({"extraEnv": [{"name": "RUST_LOG", "value": "debug"}]}, "extraEnv: RUST_LOG is the chart's own already"),
    ({"extraEnv": [{"name": "DISCORD_TOKEN", "value": "t"}]}, "extraEnv: DISCORD_TOKEN is the chart's own already"),
    ({"extraEnv": [{"name": "TICKETFLOW_WORKER", "value": "w"}]}, "extraEnv: TICKETFLOW_WORKER is the chart's own already"),
    ({"extraEnv": [{"name": "A"}, {"name": "A"}]}, "extraEnv: A is there already"),
    ({"extraVolumes": [{"name": "tmp"}]}, "extraVolumes: tmp is the chart's own already"),
    ({"extraVolumeMounts": [{"name": "v", "mountPath": "/tmp"}]}, "extraVolumeMounts: /tmp is the chart's own already"),
    ({"extraContainers": [{"name": "worker"}]}, "extraContainers: worker is the chart's own already"),
    ({"initContainers": [{"name": "worker"}]}, "initContainers: worker is the chart's own already"),
    ({"redis": {"existingSecret": "", "builtIn": {"enabled": True, "resources": {"limits": {"memory": "1e9"}}}}},
     "redis.builtIn.resources.limits.memory: write 1e9 as a number with"),
    ({"update": {"maxSurge": 0}}, "set update.maxSurge or update.maxUnavailable"),
    ({"update": {"maxSurge": "0%"}}, "set update.maxSurge or update.maxUnavailable"),
    ({"update": {"maxSurge": 0, "maxUnavailable": "0%"}}, "set update.maxSurge or update.maxUnavailable"),
    ({"extraContainers": [{"name": "a"}], "initContainers": [{"name": "b"}, {"name": "a"}]}, "extraContainers and initContainers: a is in both"),
    ({"admin": {"address": "127.0.0.1"}}, "set admin.address to 0.0.0.0 or ::"), ({"admin": {"address": "::1"}}, "set admin.address to 0.0.0.0 or ::"),
    ({"fullnameOverride": "1st"}, "cannot be called 1st, since names of Services begin with a letter: set fullnameOverride"),
    ({"dashboards": {"grafanaOperator": {"enabled": True}}}, "set dashboards.enabled=true"),
    ({"rules": {"enabled": True, "alerts": {"NoSuch": {"for": "1m"}}}}, "rules.alerts.NoSuch: there is no such alert"),
    ({"rules": {"alerts": {"NoSuch": {"for": "1m"}}}}, "rules.alerts.NoSuch: there is no such alert"),
    ({"rules": {"enabled": True, "alerts": {"TicketFlowAbsent": {"threshold": 1.5}}}}, None),
]


@pytest.mark.parametrize("values,sentence", REFUSED, ids=lambda it: json.dumps(it)[:60] if isinstance(it, dict) else "")
def test_what_cannot_work_is_refused_with_the_value_to_set(each_helm, values, sentence):
    if sentence is None:
        sentence = "this alert has none"
    assert sentence in each_helm.refusal(values=values)


@pytest.mark.parametrize("path,value", [
    ("discord.tokn", "x"), ("typo", 1), ("redis.builtIn.image.tga", "8"), ("log.format", "xml"), ("replicaCount", -1),
    ("replicaCount", "two"), ("terminationGracePeriodSeconds", 20), ("fleet.leaseMs", 100), ("admin.port", 80),
    ("resources", {"limit": {"memory": "1Gi"}}), ("resources.limits.memory", "banana"), ("redis.builtIn.persistence.size", "abc"),
    ("resources.limits.memory", "64K"), ("redis.builtIn.persistence.size", "0Gi"), ("redis.builtIn.persistence.size", 0),
    ("pdb.maxUnavailable", "150%"), ("update.maxUnavailable", "150%"), ("extraEnv", [{"name": "A", "value": 3}]),
    ("image.digest", "sha256:abc"), ("monitor.kind", "Service"), ("rules.alerts.TicketFlowAbsent.fro", "1m"),
    ("redis.url", "http://redis"), ("redis.replicas", "all"), ("pdb.unhealthyPodEvictionPolicy", "Never"),
    ("rules.grafanaUrl", "grafana"), ("rules.alerts.TicketFlowWorkerDown.threshold", "half"), ("autoscaling.keda.threshold", 0),
    ("admin.address", "everywhere"), ("admin.address", "[::]"), ("admin.address", "0.0.0.0:9464"), ("global.imagePullSecrets", [{"nme": "x"}]),
    ("image.pullSecrets", [{"name": "X y"}]), ("fleet.revision", "with space"), ("autoscaling.keda.triger", []), ("networkPolicy.redisPorts", []),
])
def test_a_value_that_is_no_good_is_refused_with_its_path(each_helm, path, value):
    values = value
    for key in reversed(path.split(".")):
        values = {key: values}
    said = each_helm.refusal(values=values)
    named = path.rpartition(".") if "additional" in said.lower() else (path, "", "")
    assert named[0].replace(".", "/") in said.replace(".", "/"), said
    assert named[2] in said, said


@pytest.mark.parametrize("path,value", [
    ("redis.url", "https://:hunter2@redis:6379"), ("redis.url", "redis:hunter2@redis:6379"), ("redis.existingSecret", "redis://:hunter2@redis"),
    ("discord.existingSecret", "MTIz.hunter2.XYZ"), ("discord.apiUrl", "ftp://user:hunter2@proxy"), ("discord.existingSecret", "hunter2" * 40),
    ("autoscaling.keda.serverAddress", "user:hunter2@prometheus"),
])
def test_what_may_hold_a_secret_is_refused_without_being_shown(each_helm, path, value):
    values = value
    for key in reversed(path.split(".")):
        values = {key: values}
    needed = {"redis": {"existingSecret": "", **values["redis"]}} if path == "redis.url" else values
    said = each_helm.refusal(values=needed)
    assert f"{path} is not" in said and "hunter2" not in said, said


@pytest.mark.parametrize("url", ["http://user:hunter2@a b/", "http://user:hunter2@[fd00::1", "http://%zz:hunter2@proxy:99999999"])
def test_an_address_that_cannot_be_read_is_not_shown_either(each_helm, url):
    said = each_helm.run(values=merged(NEEDED, {"discord": {"apiUrl": url}, "networkPolicy": {"enabled": True}})).stderr
    assert "hunter2" not in said, said


def test_no_pattern_is_asked_of_what_may_hold_a_secret():
    """Of what a schema refuses, Helm shows the value."""
    for path in ("discord.existingSecret", "discord.token", "discord.apiUrl", "redis.existingSecret", "redis.url", "autoscaling.keda.serverAddress"):
        known = SCHEMA
        for key in path.split("."):
            known = known["properties"][key]
        assert known == {"type": "string"}, path


def test_a_subchart_may_be_given_what_parents_give(each_helm):
    each_helm.objects(values={"global": {"anything": {"of": "the parent"}}, "enabled": True})


def leaves(values, schema, path=()):
    """Each value that a template reads as a whole, with its schema."""
    for key, value in values.items():
        known = schema.get("properties", {}).get(key)
        assert known is not None, f"{'.'.join((*path, key))} is not in the schema"
        if isinstance(value, dict) and known.get("properties"):
            yield from leaves(value, known, (*path, key))
        else:
            yield ".".join((*path, key)), value, known


EMPTY = {name for name, value, _ in leaves(VALUES, SCHEMA) if value in ("", [], {})}
# A map that is taken out as a whole, which is how a default is got rid of.
TAKEN_OUT = {
    "resources", "redis.builtIn.resources", "podSecurityContext", "securityContext", "startupProbe", "livenessProbe", "readinessProbe",
    "autoscaling.behavior", "pdb.maxUnavailable",
}


# Somebody has to name one, and is told so.
NEEDED_NAMES = {"discord.existingSecret": "there is no bot token", "redis.existingSecret": "there is no Redis"}


def inside(path, value):
    for key in reversed(path.split(".")):
        value = {key: value}
    return value


def test_null_is_refused_where_something_is_needed(helm):
    """Helm drops what is null before it looks at the schema, and the template would find nothing."""
    needed = {name for name, value, _ in leaves(VALUES, SCHEMA) if value is not None and not name.startswith("global")} - TAKEN_OUT - EMPTY
    for name in sorted(needed):
        known = SCHEMA
        *path, last = name.split(".")
        for key in path:
            assert key in known["required"], name
            known = known["properties"][key]
        assert last in known["required"], name
    for name in ("replicaCount", "update.maxSurge", "log.format", "image.repository"):
        assert f"'{name.split('.')[-1]}'" in helm.refusal(values=inside(name, None)), name


@pytest.mark.parametrize("name", sorted(TAKEN_OUT - {"pdb.maxUnavailable"}))
def test_a_map_may_be_taken_out(each_helm, name):
    values = merged(BUILT_IN, inside(name, None)) if name.startswith("redis") else inside(name, None)
    assert "<nil>" not in yaml.safe_dump_all(each_helm.objects(values=merged({"autoscaling": {"enabled": True}}, values)))


@pytest.mark.parametrize("name,sentence", NEEDED_NAMES.items())
def test_a_name_that_is_left_empty_is_asked_for(each_helm, name, sentence):
    assert sentence in each_helm.refusal(values=inside(name, None))


def test_what_is_left_empty_is_as_if_it_was_not_written(each_helm):
    empty = functools.reduce(merged, (inside(name, None) for name in EMPTY - set(NEEDED_NAMES)))
    for file in sorted((CHART / "ci").glob("*-values.yaml")):
        values = yaml.safe_load(file.read_text())
        # What the file sets stays set.
        assert each_helm.objects(values=merged(empty, values), needed=False) == each_helm.objects(values=values, needed=False), file


def test_each_value_is_in_the_schema_and_the_schema_has_no_other():
    def compare(values, schema, path):
        more = set(schema.get("properties", {})) - set(values) - ({"enabled"} if not path else set())
        assert not more, f"values.yaml lacks {more} in {path}"
        for key, value in values.items():
            known = schema["properties"][key]
            if known.get("properties"):
                assert path or key == "global" or known.get("additionalProperties") is False, f"{key} is open"
                compare(value, known, f"{path}{key}.")
    compare(VALUES, SCHEMA, "")
    assert SCHEMA["additionalProperties"] is False
    assert "2020-12" not in SCHEMA["$schema"], "Helm 3 does not know that draft"


@pytest.mark.parametrize("quantity", [0, 0.5, "0", "5.", ".5", "+1", "1e+3", "100u", "1Ei", 1073741824])
def test_a_quantity_may_be_written_in_each_way_of_kubernetes(each_helm, quantity):
    resources = {"requests": {"example.com/device": quantity}}
    pod = only(each_helm.objects(values={"resources": resources}), "Deployment")["spec"]["template"]["spec"]
    assert pod["containers"][0]["resources"]["requests"]["example.com/device"] == quantity


@pytest.mark.parametrize("threshold", ["0.5", "7", "1e-3"])
def test_numbers_may_come_as_set_hands_them_over(each_helm, threshold):
    # --set makes a number of 7, and a text of 0.5.
    alert = ("--set", "rules.enabled=true", "--set", f"rules.alerts.TicketFlowWorkerDown.threshold={threshold}")
    rules = only(each_helm.objects(*alert), "PrometheusRule")["spec"]["groups"]
    changed = next(it for group in rules for it in group["rules"] if it.get("alert") == "TicketFlowWorkerDown")
    assert changed["expr"].endswith(f"< {threshold}")
    keda = ("--set", "autoscaling.keda.enabled=true,autoscaling.keda.serverAddress=http://p", "--set", "autoscaling.keda.threshold=7")
    (trigger,) = only(each_helm.objects(*keda), "ScaledObject")["spec"]["triggers"]
    assert trigger["metadata"]["threshold"] == "7"


def test_a_query_of_keda_may_have_quotes_of_both_kinds(each_helm):
    query = "max(x{namespace='bots', job=~\"a\\\\d\"})"
    keda = {"enabled": True, "serverAddress": "http://p", "query": query}
    (trigger,) = only(each_helm.objects(values={"autoscaling": {"keda": keda}}), "ScaledObject")["spec"]["triggers"]
    assert trigger["metadata"]["query"] == query


def at(path):
    value = VALUES
    for key in path.split("."):
        value = value[key]
    return value


def test_the_table_of_the_readme_hides_no_default():
    rows = re.findall(r"^\| `([\w.]+)` +\| .*\| `(.*?)` +\|$", (CHART / "README.md").read_text(), re.M)
    assert {path for path, _ in rows} == {path for path, _, _ in leaves(VALUES, SCHEMA)}
    for path, shown in rows:
        value = at(path)
        if isinstance(value, (dict, list)):
            assert shown == ("see values.yaml" if value else "{}" if value == {} else "[]"), path


def test_a_worker_has_the_memory_for_what_keda_gives_two_of_them():
    text = (CHART / "README.md").read_text()
    idle, each, catalogue = (float(it) for it in re.search(r"needs (\d+) MB, and ([\d.]+) MB more .* needs (\d+) MB", text, re.S).groups())
    limit = int(VALUES["resources"]["limits"]["memory"].removesuffix("Mi"))
    shards = int(VALUES["autoscaling"]["keda"]["threshold"])
    assert f"for every {shards} shards" in text
    assert 100 <= shards and idle + 2 * shards * each + 3 * catalogue < limit


@pytest.mark.parametrize("file", ["README.md", "UPGRADE.md"])
def test_the_documents_of_the_chart_set_values_that_exist(file):
    text = (CHART / file).read_text()
    named = {path for given in re.findall(r"--set ([^\s`]+)", text) for path in re.findall(r"(?:^|,)([\w.]+)=", given)}
    named |= {it for it in re.findall(r"`([a-z]\w*(?:\.\w+)+)(?:=[^`]*)?`", text) if it.split(".")[0] in VALUES}
    assert named
    for path in named:
        head = path.removesuffix(".release") if ".labels." in path else path
        assert at(head) is not Ellipsis, path


def test_what_an_idle_worker_needs_is_the_same_everywhere():
    root = CHART.parents[1]
    (most,) = {it for file in ("README.md", "docs/operating.md") for it in re.findall(r"without shards.*?(\d+) MB", (root / file).read_text())}
    assert f"An idle worker needs {most} MB" in (CHART / "README.md").read_text()
    assert f"A worker without shards has {most} MB" in (CHART / "values.yaml").read_text()
    # What is asked for has room for the first tickets, and as much again.
    assert int(VALUES["resources"]["requests"]["memory"].removesuffix("Mi")) > 2 * 29


@pytest.mark.parametrize("file", [it.relative_to(ROOT) for it in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *CHART.glob("*.md"))], ids=str)
def test_documents_say_no_command_that_does_harm(file):
    text = (ROOT / file).read_text()
    # It would leave out the values that are new in a chart.
    assert not re.search(r"upgrade [^`\n]*--reuse-values", text)
    # What is typed stays in the shell's history.
    assert not re.search(r"--from-literal|--set (redis\.url|discord\.token)=", text)


def test_each_value_is_described():
    described = re.findall(r"^ *## @param (\S+)", (CHART / "values.yaml").read_text(), re.M)
    assert sorted(described) == sorted(path for path, _, _ in leaves(VALUES, SCHEMA))


# A value that differs from the default, and what else has to be so for it to show.
OTHER = {
    "discord.existingSecret": "other", "discord.tokenKey": "other", "discord.shards": 3, "discord.apiUrl": "http://other",
    "redis.existingSecret": "other", "redis.urlKey": "other", "redis.replicas": 3, "log.format": "text",
    "image.pullPolicy": "Always", "image.digest": "sha256:" + "1" * 64, "tests.image.digest": "sha256:" + "1" * 64,
    "redis.builtIn.image.digest": "sha256:" + "1" * 64, "redis.builtIn.persistence.size": "2Gi",
    "resources": {"limits": {"cpu": "3"}}, "redis.builtIn.resources": {"limits": {"cpu": "3"}},
    "pdb.minAvailable": 0, "rules.runbookUrl": "https://other", "rules.grafanaUrl": "https://other", "update.maxSurge": 2, "update.maxUnavailable": 1, "pdb.maxUnavailable": 2, "monitor.kind": "PodMonitor",
    "pdb.unhealthyPodEvictionPolicy": "IfHealthyBudget", "hostUsers": False, "networkPolicy.redisPorts": [1],
    "autoscaling.maxReplicas": 9, "autoscaling.minReplicas": 3, "autoscaling.keda.serverAddress": "http://other",
    "autoscaling.keda.threshold": "7", "rules.alerts": {"TicketFlowAbsent": {"for": "9m"}}, "fleet.leaseMs": 999,
    "monitor.interval": "7s", "monitor.scrapeTimeout": "3s", "global.imagePullSecrets": ["other"],
    "image.pullSecrets": ["other"], "terminationGracePeriodSeconds": 99, "admin.port": 9999, "admin.address": "::",
    "extraObjects": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "other"}}],
}
OWN_SECRETS = {"discord": {"existingSecret": "", "token": "t"}, "redis": {"existingSecret": "", "url": "redis://one"}}
BUILT_IN = {"redis": {"existingSecret": "", "builtIn": {"enabled": True}}}
NEEDS = {
    "discord.token": OWN_SECRETS, "redis.url": OWN_SECRETS, "redis.builtIn.": BUILT_IN,
    "redis.builtIn.enabled": {"redis": {"existingSecret": ""}}, "pdb.minAvailable": {"pdb": {"maxUnavailable": None, "minAvailable": 1}},
    "autoscaling.": {"autoscaling": {"enabled": True}}, "autoscaling.enabled": {}, "autoscaling.external": {},
    "autoscaling.keda.": {"autoscaling": {"keda": {"enabled": True, "serverAddress": "http://one"}}},
    "autoscaling.keda.enabled": {"autoscaling": {"keda": {"serverAddress": "http://one"}}},
    "networkPolicy.": {"networkPolicy": {"enabled": True}}, "networkPolicy.enabled": {},
    "monitor.": {"monitor": {"kind": "ServiceMonitor"}}, "rules.": {"rules": {"enabled": True}}, "rules.enabled": {},
    "dashboards.": {"dashboards": {"enabled": True, "grafanaOperator": {"enabled": True}}},
    "dashboards.enabled": {}, "dashboards.grafanaOperator.enabled": {"dashboards": {"enabled": True}},
}


def other(path, value, schema):
    if path in OTHER:
        return OTHER[path]
    kind = schema.get("type")
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) or (value is None and "integer" in kind):
        return (value or 0) + 1
    if isinstance(value, str):
        return "redis://other" if path == "redis.url" else "other"
    if isinstance(value, list):
        return [{"name": "other", "podSelector": {}}]
    if isinstance(value, dict):
        return {"other": "other"}
    raise AssertionError(f"say in OTHER what {path} could be")


@pytest.mark.parametrize("path,value,schema", list(leaves(VALUES, SCHEMA)), ids=lambda it: it if isinstance(it, str) else "")
def test_each_value_changes_what_is_rendered(helm, chart_with_a_dashboard, path, value, schema):
    fitting = [prefix for prefix in NEEDS if path == prefix or (prefix.endswith(".") and path.startswith(prefix))]
    needed = NEEDS[max(fitting, key=len)] if fitting else {}
    changed = other(path, value, schema)
    for key in reversed(path.split(".")):
        changed = {key: changed}
    after = helm.run(values=merged(NEEDED, merged(needed, changed)), chart=chart_with_a_dashboard)
    assert after.returncode == 0, after.stderr
    assert after.stdout != rendered(helm, chart_with_a_dashboard, json.dumps(needed)), f"{path} is read by nothing"


@functools.cache
def rendered(helm, chart, values):
    return helm.run(values=merged(NEEDED, json.loads(values)), chart=chart).stdout


def test_no_template_reads_a_value_that_is_not_declared():
    read = set(re.findall(r"\.Values\.([A-Za-z.]+)", TEMPLATES)) | {it for it in re.findall(r"\$v\.([A-Za-z.]+)", TEMPLATES)}
    assert len(read) > 50
    for path in read:
        at = VALUES
        for key in path.rstrip(".").split("."):
            assert isinstance(at, dict) and key in at, f"no .Values.{path}"
            at = at[key]


def test_nothing_random_or_looked_up():
    for forbidden in ("randAlpha", "randBytes", "uuidv4", " now", r"\blookup ", "genCA", "genSelf"):
        assert not re.search(forbidden, TEMPLATES), forbidden


def test_two_renders_are_the_same_on_both_versions_of_helm(each_helm, helm):
    values = merged(NEEDED, {"rules": {"enabled": True}, "dashboards": {"enabled": True}})
    first, second = each_helm.run(values=values).stdout, each_helm.run(values=values).stdout
    assert first == second
    by_name = lambda objects: sorted(objects, key=lambda it: (it["kind"], it["metadata"]["name"]))
    assert by_name(yaml.safe_load_all(first)) == by_name(yaml.safe_load_all(helm.run(values=values).stdout))
