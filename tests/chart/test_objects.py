"""What is rendered of the workers, and of every object: each switch, by what it makes."""

import base64
import json
import re
import subprocess
import tarfile

import pytest
import yaml
from conftest import BUILT_IN, CHART, DEFAULT, META, NEEDED, OWN_SECRETS, TOOLS, kinds, merged, only, pods, settings, worker


def test_a_default_install_is_two_workers_and_nothing_that_was_not_asked_for(each_helm):
    objects = each_helm.objects()
    assert kinds(objects) == DEFAULT
    assert only(objects, "Deployment")["spec"]["replicas"] == 2


def test_secrets_are_files_and_stand_nowhere_else(each_helm):
    objects = each_helm.objects(values=OWN_SECRETS)
    secret = only(objects, "Secret")
    assert {key: base64.b64decode(it).decode() for key, it in secret["data"].items()} == {"token": "bot-token", "url": "redis://:word@r"}
    others = json.dumps([it for it in objects if it["kind"] != "Secret"])
    for hidden in ("bot-token", "word@r", *secret["data"].values()):
        assert hidden not in others
    pod, container = worker(objects)
    given = settings(objects)
    mounts = {it["name"]: it["mountPath"] for it in container["volumeMounts"]}
    assert given["DISCORD_TOKEN_FILE"] == mounts["discord"] + "/token"
    assert given["REDIS_URL_FILE"] == mounts["redis"] + "/url"
    assert "DISCORD_TOKEN" not in given and "REDIS_URL" not in given
    assert not [it for it in container["env"] if "secretKeyRef" in json.dumps(it)]
    assert all(it["secret"]["secretName"] == secret["metadata"]["name"] for it in pod["volumes"] if "secret" in it)


def test_existing_secrets_are_used_with_their_keys(helm):
    objects = helm.objects(values={"discord": {"tokenKey": "a"}, "redis": {"urlKey": "b"}})
    assert "Secret" not in kinds(objects)
    pod, _ = worker(objects)
    files = {it["name"]: (it["secret"]["secretName"], it["secret"]["items"][0]["key"]) for it in pod["volumes"] if "secret" in it}
    assert files == {"discord": ("discord-bot", "a"), "redis": ("redis-address", "b")}


def test_every_pod_is_restricted(each_helm):
    seen = []
    for name, _, pod in pods(each_helm.objects(values=BUILT_IN)):
        seen.append(name)
        assert pod["automountServiceAccountToken"] is False, name
        context = pod["securityContext"]
        assert context["runAsNonRoot"] is True and context["runAsUser"] >= 10000, name
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}, name
        for container in pod["containers"]:
            inner = container["securityContext"]
            assert inner["allowPrivilegeEscalation"] is False and inner["readOnlyRootFilesystem"] is True, name
            assert inner["capabilities"] == {"drop": ["ALL"]}, name
            assert container["resources"]["limits"]["memory"] and container["resources"]["requests"]["cpu"], name
            assert "cpu" not in container["resources"]["limits"], name
    assert len(seen) == 4
    tmp = [it for it in worker(each_helm.objects())[0]["volumes"] if it["name"] == "tmp"]
    assert tmp[0]["emptyDir"]["sizeLimit"]


def test_probes_ask_the_admin_port_and_life_is_not_about_discord(helm):
    _, container = worker(helm.objects())
    asked = {kind: container[kind]["httpGet"] for kind in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert {it["port"] for it in asked.values()} == {"admin"} == {it["name"] for it in container["ports"]}
    assert asked["livenessProbe"]["path"] == asked["startupProbe"]["path"] == "/livez"
    assert asked["readinessProbe"]["path"] == "/readyz"
    startup = container["startupProbe"]
    assert startup["periodSeconds"] * startup["failureThreshold"] >= 60


def test_a_rollout_brings_the_new_before_the_old_goes_and_leaves_time_to_hand_over(helm):
    deployment = only(helm.objects(), "Deployment")["spec"]
    assert deployment["strategy"] == {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}
    # The ticks of a worker that leaves take 12 seconds at most, its effects 10, the farewells 2.
    assert deployment["template"]["spec"]["terminationGracePeriodSeconds"] > 12 + 10 + 2
    assert "lifecycle" not in deployment["template"]["spec"]["containers"][0], "the image has no shell"


def revision(objects):
    _, container = worker(objects)
    return next(it["value"] for it in container["env"] if it["name"] == "TICKETFLOW_REVISION")


@pytest.mark.parametrize("values,is_a_deploy", [
    ({"resources": {"requests": {"cpu": "1"}}}, True), ({"log": {"filter": "debug"}}, True), ({"image": {"tag": "2"}}, True),
    ({"podAnnotations": {"a": "b"}}, True), ({"replicaCount": 5}, False), ({"pdb": {"enabled": False}}, False),
    ({"rules": {"enabled": True}}, False),
])
def test_each_change_of_the_pod_is_a_revision_of_its_own(helm, values, is_a_deploy):
    before, after = helm.objects(), helm.objects(values=values)
    assert (revision(before) != revision(after)) == is_a_deploy
    template = lambda objects: only(objects, "Deployment")["spec"]["template"]
    assert (template(before) != template(after)) == is_a_deploy
    assert revision(helm.objects(values={"fleet": {"revision": "mine"}})) == "mine"


def test_a_changed_secret_or_setting_rolls_the_pods(helm):
    notes = lambda values: only(helm.objects(values=values), "Deployment")["spec"]["template"]["metadata"]["annotations"]
    other = {**OWN_SECRETS, "discord": {"existingSecret": "", "token": "another"}}
    assert notes(OWN_SECRETS)["checksum/secret"] != notes(other)["checksum/secret"]
    # Settings stand in the pod itself.
    assert settings(helm.objects()) != settings(helm.objects(values={"log": {"format": "text"}}))


@pytest.mark.parametrize("values,scaler", [
    ({"autoscaling": {"enabled": True}}, "HorizontalPodAutoscaler"),
    ({"autoscaling": {"keda": {"enabled": True, "serverAddress": "http://p"}}}, "ScaledObject"),
    ({"autoscaling": {"external": True}}, None),
])
def test_no_number_of_replicas_where_something_else_decides(each_helm, values, scaler):
    objects = each_helm.objects(values=values)
    deployment = only(objects, "Deployment")
    assert "replicas" not in deployment["spec"]
    assert kinds(objects) == sorted(DEFAULT + [scaler] if scaler else DEFAULT)
    if scaler:
        assert only(objects, scaler)["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]


def test_a_disruption_budget_never_blocks_a_drain(helm):
    budget = only(helm.objects(values={"replicaCount": 1}), "PodDisruptionBudget")["spec"]
    assert budget["maxUnavailable"] == 1 and "minAvailable" not in budget
    assert budget["unhealthyPodEvictionPolicy"] == "AlwaysAllow"
    budget = only(helm.objects(values={"pdb": {"maxUnavailable": None, "minAvailable": "50%"}}), "PodDisruptionBudget")["spec"]
    assert budget["minAvailable"] == "50%" and "maxUnavailable" not in budget
    assert "PodDisruptionBudget" not in kinds(helm.objects(values={"pdb": {"enabled": False}}))


def test_spread_has_its_selector_filled_in_and_kept_where_given(helm):
    deployment = only(helm.objects(), "Deployment")["spec"]
    constraint = deployment["template"]["spec"]["topologySpreadConstraints"][0]
    assert constraint["labelSelector"]["matchLabels"] == deployment["selector"]["matchLabels"]
    given = {"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": {"matchLabels": {"a": "b"}}}
    pod, _ = worker(helm.objects(values={"topologySpreadConstraints": [given]}))
    assert pod["topologySpreadConstraints"] == [given]


def test_selectors_find_their_pods_and_hold_no_version(each_helm):
    objects = each_helm.objects(values=BUILT_IN)
    labels = {name: metadata["labels"] for name, metadata, _ in pods(objects)}
    for it in objects:
        if it["kind"] in ("Deployment", "PodDisruptionBudget"):
            selector = it["spec"]["selector"]["matchLabels"]
        elif it["kind"] == "Service":
            selector = it["spec"]["selector"]
        else:
            continue
        assert set(selector) == {"app.kubernetes.io/" + key for key in ("name", "instance", "component")}
        found = [name for name, its in labels.items() if selector.items() <= its.items()]
        assert found == ["Deployment/" + it["metadata"]["name"]], it["kind"]


def test_a_new_version_of_ours_starts_no_redis_anew(helm):
    redis = dict((name, metadata) for name, metadata, _ in pods(helm.objects(values=BUILT_IN)))["Deployment/rel-ticketflow-redis"]
    version = yaml.safe_load((CHART / "Chart.yaml").read_text())["appVersion"]
    assert version not in yaml.safe_dump(redis)


def test_keda_takes_workers_away_slowly_too(helm):
    scaler = only(helm.objects(values={"autoscaling": {"keda": {"enabled": True, "serverAddress": "http://p"}}}), "ScaledObject")
    behavior = scaler["spec"]["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]
    assert behavior["scaleDown"]["policies"] == [{"type": "Pods", "value": 1, "periodSeconds": 120}]


def test_labels_of_a_selector_are_those_of_the_first_version(helm):
    # Changing them breaks `helm upgrade`: a selector cannot be changed.
    selector = only(helm.objects(), "Deployment")["spec"]["selector"]["matchLabels"]
    assert selector == {
        "app.kubernetes.io/name": "ticketflow", "app.kubernetes.io/instance": "rel", "app.kubernetes.io/component": "worker",
    }


@pytest.mark.parametrize("values", [{}, {"fullnameOverride": "x" * 63}, {"nameOverride": "n" * 63}], ids=str)
def test_names_fit_a_long_release(each_helm, values):
    release = "r" * 50 + "-ab"
    objects = each_helm.objects(values={**BUILT_IN, **values}, release=release)
    for it in objects:
        assert len(it["metadata"]["name"]) <= 63 and not it["metadata"]["name"].endswith("-")
        assert all(len(str(value)) <= 63 for value in it["metadata"]["labels"].values())
        if it["kind"] == "Deployment":
            # "-", ten characters of a ReplicaSet, "-", five of a pod.
            assert len(it["metadata"]["name"]) + 17 <= 63


@pytest.mark.parametrize("release", ["shop.tickets", "a.b.ticketflow", "r." * 20 + "s"])
def test_names_are_those_that_a_service_may_have(each_helm, release):
    objects = each_helm.objects(values=BUILT_IN, release=release)
    assert all(re.fullmatch(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?", it["metadata"]["name"]) for it in objects)
    # The release is still called what it is called.
    assert {it["metadata"]["labels"]["app.kubernetes.io/instance"] for it in objects} == {release}
    given = settings(objects)["REDIS_URL"]
    assert given == f"redis://{only([it for it in objects if it['metadata']['name'].endswith('-redis')], 'Service')['metadata']['name']}:6379"


def test_a_release_that_begins_with_a_digit_needs_another_name(each_helm):
    assert "set fullnameOverride" in each_helm.refusal(release="2nd")
    each_helm.objects(release="2nd", values={"fullnameOverride": "second"})


@pytest.mark.parametrize("names", [
    ["s" * 45 + "-a", "s" * 45 + "-b"], ["s" * 39 + "-ticketflow-a", "s" * 39 + "-ticketflow-b"],
], ids=["appended", "contained"])
def test_long_releases_that_begin_alike_share_no_object(helm, names):
    one, other = ({(it["kind"], it["metadata"]["name"]) for it in helm.objects(values=BUILT_IN, release=name)} for name in names)
    assert not one & other
    over = lambda end: {"fullnameOverride": "s" * 45 + end}
    assert only(helm.objects(values=over("a")), "Service")["metadata"]["name"] != only(helm.objects(values=over("b")), "Service")["metadata"]["name"]


def test_annotations_of_ones_own_do_not_stand_twice(each_helm):
    # A key that stands twice fails in `objects`.
    given = {"kubectl.kubernetes.io/default-container": "beside", "checksum/secret": "mine", "a": "pod"}
    common = {"a": "common", "helm.sh/hook": "pre-install", "helm.sh/resource-policy": "delete"}
    objects = each_helm.objects(values={
        **BUILT_IN, "podAnnotations": given, "commonAnnotations": common, "commands": {"annotations": {"helm.sh/hook": "pre-install"}},
        "podLabels": {"app.kubernetes.io/component": "mine"}, "commonLabels": {"app.kubernetes.io/name": "mine", "team": "shop"},
    })
    metadata = only(objects, "Deployment", "rel-ticketflow")["spec"]["template"]["metadata"]
    assert metadata["annotations"]["kubectl.kubernetes.io/default-container"] == "beside"
    assert metadata["annotations"]["checksum/secret"] != "mine" and metadata["annotations"]["a"] == "pod"
    assert metadata["labels"]["app.kubernetes.io/component"] == "worker" and metadata["labels"]["app.kubernetes.io/name"] == "ticketflow"
    job = only(objects, "Job", "rel-ticketflow-commands")["metadata"]["annotations"]
    assert job["helm.sh/hook"] == "post-install,post-upgrade,post-rollback"
    assert only(objects, "PersistentVolumeClaim")["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep"


def test_common_labels_and_annotations_are_on_every_object_and_pod(each_helm, chart_with_a_dashboard):
    values = {
        **BUILT_IN, "commonLabels": {"team": "shop"}, "commonAnnotations": {"owner": "shop"}, "networkPolicy": {"enabled": True},
        "monitor": {"kind": "ServiceMonitor"}, "rules": {"enabled": True}, "autoscaling": {"enabled": True},
        "dashboards": {"enabled": True, "grafanaOperator": {"enabled": True}},
    }
    objects = each_helm.objects(values=values, chart=chart_with_a_dashboard)
    assert len({it["kind"] for it in objects}) >= 12
    for it in objects:
        metadata = it["metadata"]
        assert metadata["labels"]["team"] == "shop" and metadata["annotations"]["owner"] == "shop", it["kind"]
    for name, metadata, _ in pods(objects):
        assert metadata["labels"]["team"] == "shop" and metadata["annotations"]["owner"] == "shop", name


def test_images_by_tag_digest_and_registry(helm):
    image = lambda values: worker(helm.objects(values=values))[1]["image"]
    version = yaml.safe_load((CHART / "Chart.yaml").read_text())["appVersion"]
    assert image({}) == f"ghcr.io/ticketflow/ticketflow:{version}"
    digest = "sha256:" + "a" * 64
    assert image({"image": {"tag": "2", "digest": digest}}) == f"ghcr.io/ticketflow/ticketflow:2@{digest}"
    objects = helm.objects(values={**BUILT_IN, "global": {"imageRegistry": "mine.example"}, "image": {"registry": ""}})
    images = [container["image"] for _, _, pod in pods(objects) for container in pod["containers"]]
    assert len(images) == 4 and all(it.startswith("mine.example/") for it in images)
    assert image({"image": {"registry": ""}}) == f"ticketflow/ticketflow:{version}"


@pytest.mark.parametrize("everywhere,ours,expected", [
    ([], [], None), (["a"], ["b"], ["a", "b"]), ([{"name": "a"}], [], ["a"]), ([{"name": "a"}, "c"], [{"name": "b"}, "a"], ["a", "c", "b"]),
    (None, ["b"], ["b"]),
])
def test_images_are_pulled_with_secrets_in_either_form(each_helm, everywhere, ours, expected):
    objects = each_helm.objects(values={**BUILT_IN, "global": {"imagePullSecrets": everywhere}, "image": {"pullSecrets": ours}})
    for name, _, pod in pods(objects):
        assert pod.get("imagePullSecrets") == ([{"name": it} for it in expected] if expected else None), name


@pytest.mark.parametrize("given", [None, {}, {"imageRegistry": None}, {"imagePullSecrets": None}], ids=str)
def test_a_parent_may_leave_global_empty(each_helm, given):
    assert kinds(each_helm.objects(values={"global": given})) == DEFAULT


@pytest.mark.parametrize("address,expected", [("0.0.0.0", "0.0.0.0:9464"), ("::", "[::]:9464"), ("fd00::1", "[fd00::1]:9464")])
def test_workers_answer_at_addresses_of_either_kind(each_helm, address, expected):
    assert settings(each_helm.objects(values={"admin": {"address": address}}))["TICKETFLOW_ADMIN_ADDRESS"] == expected
    assert settings(each_helm.objects())["TICKETFLOW_ADMIN_ADDRESS"] == "0.0.0.0:9464"


def test_every_image_of_others_is_pinned(helm):
    for name, _, pod in pods(helm.objects(values=BUILT_IN)):
        for container in pod["containers"]:
            assert "/ticketflow:" in container["image"] or "@sha256:" in container["image"], name
            assert "latest" not in container["image"] and "bitnami" not in container["image"]


def test_the_home_of_the_chart_is_where_its_image_is_from():
    image = yaml.safe_load((CHART / "values.yaml").read_text())["image"]
    assert META["home"] == f"https://github.com/{image['repository']}" and image["registry"] == "ghcr.io"
    assert META["home"] in META["sources"]


def test_everything_of_ones_own_comes_in(each_helm):
    extra = {
        "extraEnv": [{"name": "A", "value": "b"}], "extraEnvFrom": [{"secretRef": {"name": "more"}}],
        "extraVolumes": [{"name": "v", "emptyDir": {}}], "extraVolumeMounts": [{"name": "v", "mountPath": "/v"}],
        "extraContainers": [{"name": "beside"}], "initContainers": [{"name": "before"}],
        "extraObjects": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "{{ .Release.Name }}-x"}}],
    }
    objects = each_helm.objects(values=extra)
    pod, container = worker(objects)
    assert extra["extraEnv"][0] in container["env"] and extra["extraEnvFrom"][0] in container["envFrom"]
    assert extra["extraVolumes"][0] in pod["volumes"] and extra["extraVolumeMounts"][0] in container["volumeMounts"]
    assert pod["containers"][1:] == extra["extraContainers"] and pod["initContainers"] == extra["initContainers"]
    job = only(objects, "Job", "rel-ticketflow-commands")["spec"]["template"]["spec"]["containers"][0]
    assert extra["extraEnv"][0] in job["env"] and extra["extraEnvFrom"] == job["envFrom"]
    assert extra["extraVolumeMounts"][0] in job["volumeMounts"]
    only(objects, "ConfigMap", "rel-x")


def test_every_name_that_a_pod_refers_to_exists(each_helm):
    objects = each_helm.objects(values={**BUILT_IN, "discord": {"existingSecret": "", "token": "t"}})
    there = {(it["kind"], it["metadata"]["name"]) for it in objects}
    for name, _, pod in pods(objects):
        assert ("ServiceAccount", pod["serviceAccountName"]) in there, name
        for volume in pod.get("volumes", []):
            if "secret" in volume:
                assert ("Secret", volume["secret"]["secretName"]) in there, name
            if "persistentVolumeClaim" in volume:
                assert ("PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"]) in there, name
        volumes = {it["name"] for it in pod.get("volumes", [])}
        for container in pod["containers"]:
            assert {it["name"] for it in container.get("volumeMounts", [])} == volumes, name
            assert "envFrom" not in container, name


def test_settings_are_variables_that_the_program_knows(helm):
    known = (CHART.parents[1] / "src/config/settings.rs").read_text()
    values = {"discord": {"shards": 4, "apiUrl": "http://x"}}
    names = set(settings(helm.objects(values=values))) | set(settings(helm.objects(values=BUILT_IN)))
    assert len(names) >= 13
    for name in names:
        assert f'"{name.removesuffix("_FILE")}"' in known, name


def test_every_pod_runs_where_it_may(each_helm):
    node = {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1, "preference": {"matchFields": []}}]}}
    apart = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "kubernetes.io/hostname"}]}}
    values = {
        **BUILT_IN, "nodeSelector": {"pool": "bots"}, "tolerations": [{"key": "bots", "operator": "Exists"}], "affinity": {**node, **apart},
        "priorityClassName": "high", "runtimeClassName": "gvisor", "schedulerName": "other",
    }
    objects = each_helm.objects(values=values)
    for name, _, pod in pods(objects):
        for key in ("nodeSelector", "tolerations", "priorityClassName", "runtimeClassName", "schedulerName"):
            assert pod[key] == values[key], (name, key)
        # A worker on every node must not keep the Jobs away.
        assert pod["affinity"] == (values["affinity"] if name == "Deployment/rel-ticketflow" else node), name
    assert len(list(pods(objects))) == 4


def test_it_works_as_a_part_of_another_chart(each_helm, tmp_path):
    (tmp_path / "Chart.yaml").write_text(yaml.safe_dump({"apiVersion": "v2", "name": "parent", "version": "1.0.0"}))
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts/ticketflow").symlink_to(CHART)
    values = {
        "global": {"imageRegistry": "mine.example", "of": {"the": "parent"}},
        "ticketflow": {"enabled": True, "discord": {"existingSecret": "a"}, "redis": {"existingSecret": "b"}},
    }
    objects = each_helm.objects(values=values, chart=tmp_path, needed=False)
    assert kinds(objects) == DEFAULT
    assert worker(objects)[1]["image"].startswith("mine.example/")


def notes(helm, tmp_path, values):
    file = tmp_path / "values.json"
    file.write_text(json.dumps(merged(NEEDED, values)))
    command = [TOOLS / "bin/helm", "install", "rel", CHART, "-n", "bots", "--dry-run=client", "-f", file]
    done = subprocess.run(command, capture_output=True, text=True, env={"KUBECONFIG": "/dev/null", "PATH": "/usr/bin", "HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\nNOTES:\n")[1]


@pytest.mark.parametrize("values,said", [
    ({}, "2 workers share the shards"), ({"replicaCount": 1}, "replicaCount=2 avoids that"), ({"replicaCount": 0}, "No worker runs"),
    ({"autoscaling": {"enabled": True}}, "Between 2 and 6 workers"), ({"autoscaling": {"external": True}}, "outside of this chart"),
    (BUILT_IN, "may be lost when it is killed"), (OWN_SECRETS, "discord.existingSecret and redis.existingSecret avoid that"),
    ({"commands": {"register": False}}, "ticketflow commands"), ({"discord": {"shards": 1}}, "more workers than shards"),
    ({"rules": {"enabled": True}}, "runbooks at https://github.com/"), ({"rules": {"enabled": True}}, "set rules.grafanaUrl"),
    ({"rules": {"enabled": True, "grafanaUrl": "https://boards"}}, "dashboards at https://boards."),
    ({"monitor": {"kind": "ServiceMonitor"}}, "install the Prometheus operator"), ({}, "monitor.kind=ServiceMonitor"),
    ({"redis": {"existingSecret": "", "builtIn": {"enabled": True, "persistence": {"enabled": False}}}}, "all tickets are gone"),
    ({"monitor": {"kind": "PodMonitor"}, "networkPolicy": {"enabled": True}}, "name it in networkPolicy.metricsFrom"),
    ({"networkPolicy": {"enabled": True}}, "out to Redis at the ports 6379, 26379."),
    ({"networkPolicy": {"enabled": True, "redisPorts": [7000]}}, "out to Redis at port 7000."),
])
def test_notes_say_what_is_so_and_what_is_next(helm, tmp_path, values, said):
    told = notes(helm, tmp_path, values)
    assert said in told
    assert "bot-token" not in told and "word@r" not in told
    assert "rollout status deployment/rel-ticketflow" in told and "/ticketflow setup" in told


@pytest.mark.parametrize("values,unsaid", [
    ({"monitor": {"kind": "PodMonitor"}}, "networkPolicy.metricsFrom"), ({"networkPolicy": {"enabled": True}}, "networkPolicy.metricsFrom"),
    ({"monitor": {"kind": "PodMonitor"}, "networkPolicy": {"enabled": True, "metricsFrom": [{"podSelector": {}}]}}, "networkPolicy.metricsFrom"),
    ({**OWN_SECRETS, "networkPolicy": {"enabled": True}}, "out to Redis"), ({}, "out to Redis"),
], ids=str)
def test_notes_say_nothing_that_is_not_so(helm, tmp_path, values, unsaid):
    assert unsaid not in notes(helm, tmp_path, values)


def test_the_package_has_what_an_install_needs_and_nothing_else(helm, tmp_path):
    subprocess.run([TOOLS / "bin/helm", "package", CHART, "-d", tmp_path], check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tgz")
    names = tarfile.open(archive).getnames()
    assert "ticketflow/files/rules.yaml" in names and "ticketflow/templates/tests/health.yaml" in names
    unwanted = [it for it in names if "/ci/" in it or ".git" in it or ".helmignore" in it or it.endswith(".tgz")]
    assert not unwanted, unwanted
