"""Renders the chart with the real Helm of each major version."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CHART = ROOT / "charts/ticketflow"
TOOLS = Path(os.environ["TOOLS"])
# What an install cannot do without.
NEEDED = {"discord": {"existingSecret": "discord-bot"}, "redis": {"existingSecret": "redis-address"}}
# What it comes to.
DEFAULT = ["Deployment", "Job", "Job", "PodDisruptionBudget", "Service", "ServiceAccount"]
OWN_SECRETS = {"discord": {"existingSecret": "", "token": "bot-token"}, "redis": {"existingSecret": "", "url": "redis://:word@r"}}
BUILT_IN = {"redis": {"existingSecret": "", "builtIn": {"enabled": True}}}
META = yaml.safe_load((CHART / "Chart.yaml").read_text())


class Strict(yaml.SafeLoader):
    """Refuses a key that stands twice in one object, of which YAML's readers take either."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"a key stands twice: {sorted(keys)}"
        return super().construct_mapping(node, deep)


class Helm:
    """One binary of Helm."""

    def __init__(self, binary):
        self.binary = binary

    def run(self, *arguments, values=None, chart=CHART, release="rel", kube="1.33.0"):
        """What `helm template` prints, and whether it failed."""
        command = [TOOLS / "bin" / self.binary, "template", release, chart, "--namespace", "bots",
                   "--kube-version", kube, "--values", "-", *arguments]
        return subprocess.run(command, input=json.dumps(values or {}), capture_output=True, text=True)

    def objects(self, *arguments, needed=True, **options):
        """The objects of a render that has to succeed."""
        values = merged(NEEDED if needed else {}, options.pop("values", {}))
        done = self.run(*arguments, values=values, **options)
        assert done.returncode == 0, done.stderr
        return [it for it in yaml.load_all(done.stdout, Strict) if it]

    def refusal(self, *arguments, needed=True, **options):
        """What is said of values that cannot be."""
        values = merged(NEEDED if needed else {}, options.pop("values", {}))
        done = self.run(*arguments, values=values, **options)
        assert done.returncode != 0, "it was rendered"
        return done.stderr


def merged(one, other):
    """Both, the other winning; a value in place of the existing Secret takes that away."""
    result = dict(one)
    for key, value in other.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result


def only(objects, kind, name=None):
    """The one object of a kind (and name)."""
    found = [it for it in objects if it["kind"] == kind and name in (None, it["metadata"]["name"])]
    assert len(found) == 1, f"{len(found)} of {kind} {name or ''}"
    return found[0]


def kinds(objects):
    return sorted(it["kind"] for it in objects)


def pods(objects):
    """The specification of every pod, with its labels, by the kind and name of what makes it."""
    for it in objects:
        name = f"{it['kind']}/{it['metadata']['name']}"
        if it["kind"] in ("Deployment", "Job"):
            template = it["spec"]["template"]
            yield name, template["metadata"], template["spec"]


def worker(objects):
    """The worker's pod and container."""
    made = [it for it in objects if it["kind"] == "Deployment" and not it["metadata"]["name"].endswith("-redis")]
    assert len(made) == 1
    pod = made[0]["spec"]["template"]["spec"]
    return pod, pod["containers"][0]


def settings(objects):
    return {it["name"]: it.get("value") for it in worker(objects)[1]["env"]}


@pytest.fixture(scope="session")
def helm():
    return Helm("helm")


@pytest.fixture(scope="session", params=["helm", "helm3"])
def each_helm(request):
    return Helm(request.param)


@pytest.fixture(scope="session")
def chart_with_a_dashboard(tmp_path_factory):
    """The chart with one more dashboard, in which there are braces of Grafana's."""
    chart = tmp_path_factory.mktemp("chart") / "ticketflow"
    shutil.copytree(CHART, chart)
    board = {"title": "Test", "uid": "test", "panels": [{"targets": [{"expr": "up", "legendFormat": "{{pod}} {{ .x }}"}]}]}
    (chart / "files/dashboards/test.json").write_text(json.dumps(board))
    return chart
