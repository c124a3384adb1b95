"""The objects of operators, against closed schemas of what we use of them."""

import json
from pathlib import Path

import pytest
from conftest import CHART
from jsonschema import Draft7Validator
import yaml

SCHEMAS = {it.stem: json.loads(it.read_text()) for it in (Path(__file__).parent / "crds").glob("*.json")}
VALUES = sorted((CHART / "ci").glob("*-values.yaml"))


def faults(it):
    return [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in Draft7Validator(SCHEMAS[it["kind"]]).iter_errors(it)]


def test_each_object_of_an_operator_is_as_its_definition_says(each_helm, chart_with_a_dashboard):
    seen = set()
    for file in VALUES:
        values = yaml.safe_load(file.read_text())
        for it in each_helm.objects(values=values, chart=chart_with_a_dashboard, needed=False):
            if it["kind"] in SCHEMAS:
                seen.add(it["kind"])
                assert not faults(it), (file.name, it["kind"], faults(it))
            else:
                group = it["apiVersion"].partition("/")[0]
                assert "." not in group or group.endswith("k8s.io"), f"no schema of {it['kind']}"
    assert seen == set(SCHEMAS)


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_the_schemas_notice_a_slip_of_the_pen(helm, chart_with_a_dashboard, kind):
    objects = []
    for file in VALUES:
        objects += helm.objects(values=yaml.safe_load(file.read_text()), chart=chart_with_a_dashboard, needed=False)
    it = next(it for it in objects if it["kind"] == kind)

    def slips(node, path=()):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            if isinstance(node, dict) and path and "Labels" not in str(path[-1]) and path[-1] not in ("labels", "annotations", "metadata"):
                yield (*path, key)
            if isinstance(value, dict | list):
                yield from slips(value, (*path, key))

    wrong = list(slips({"spec": it["spec"]}))
    assert wrong
    for *path, key in wrong:
        changed = json.loads(json.dumps(it))
        node = changed
        for step in path:
            node = node[step]
        node[key + "x"] = node.pop(key)
        assert faults(changed), (path, key)
