"""docker-compose.yml as Compose understands it: hardened, pinned, and closed to everybody else."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = Path(os.environ["TOOLS"]) / "bin/docker-compose"
SIM = ("--env-file", "docker/sim.env")


def compose(*arguments, **environment):
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **environment}
    return subprocess.run([COMPOSE, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)


def services(*arguments, **environment):
    done = compose(*arguments, "config", "--format", "json", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["services"]


ALL = services(*SIM)


def test_a_missing_token_stops_with_a_sentence():
    done = compose("config", "-q")
    assert done.returncode != 0
    assert "write the bot token of the developer portal into a file" in done.stderr
    assert "--env-file docker/sim.env" in done.stderr and "into the file .env" in done.stderr


def test_a_token_is_all_that_is_needed():
    assert set(services(DISCORD_TOKEN_FILE="./token.txt")) == {"redis", "commands", "worker-a", "worker-b", "prometheus", "grafana"}


def test_after_the_first_step_every_command_knows_the_token(tmp_path):
    """Compose asks for what is required also when it only stops, looks or reads a log."""
    steps = [re.sub(r" +#.*", "", it) for it in re.search(r"^```sh\n(sudo install .*?)^```", (ROOT / "README.md").read_text(), re.M | re.S)[1].splitlines()]
    written = [it for it in steps if ".env" in it]
    assert len(written) == 1 and steps[-1] == "docker compose up --wait"
    for step in (*steps[1:], "echo 'TICKETFLOW_MEMBERS=true' >> .env"):
        assert step == steps[-1] or not subprocess.run(["sh", "-c", step], cwd=tmp_path).returncode
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    shutil.copytree(ROOT / "docker", tmp_path / "docker")

    def read(*arguments):
        done = subprocess.run([COMPOSE, *arguments, "config", "--format", "json"], cwd=tmp_path, capture_output=True, text=True, env={"PATH": os.environ["PATH"]})
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    assert read()["secrets"]["discord_token"]["file"] == str(tmp_path / "token.txt")
    assert read()["services"]["worker-a"]["environment"]["TICKETFLOW_MEMBERS"] == "true"
    # What is simulated takes nothing of it.
    simulated = read(*SIM)
    assert simulated["secrets"]["discord_token"]["file"] == str(tmp_path / "docker/sim/token") and simulated["name"] != read()["name"]
    assert simulated["services"]["worker-a"]["environment"]["TICKETFLOW_MEMBERS"] == "false"


def test_the_token_and_where_it_is_stay_out_of_git_and_images():
    for file in (".env", "token.txt"):
        assert subprocess.run(["git", "check-ignore", "-q", file], cwd=ROOT).returncode == 0, file
    assert [it for it in (ROOT / ".dockerignore").read_text().splitlines() if not it.startswith(("#", "!"))] == ["*"]
    for file in ("README.md", "docker-compose.yml", *(it.relative_to(ROOT) for it in (ROOT / "docs").glob("*.md"))):
        assert not re.search(r"DISCORD_TOKEN_FILE=\S+ (docker compose|TICKETFLOW)", (ROOT / file).read_text()), file


def test_it_is_said_how_what_is_simulated_is_stopped():
    text = " ".join((ROOT / "README.md").read_text().split())
    assert "`docker compose --env-file docker/sim.env down`" in text


def test_the_simulator_is_there_only_when_asked_for():
    assert set(ALL) == {*services(DISCORD_TOKEN_FILE="./token.txt"), "sim"}
    assert {ALL[name]["environment"]["DISCORD_API_URL"] for name in ("commands", "worker-a", "worker-b")} == {"http://sim:8010"}
    name = lambda *arguments, **environment: json.loads(compose(*arguments, "config", "--format", "json", **environment).stdout)["name"]
    assert name(*SIM) != name(DISCORD_TOKEN_FILE="./token.txt"), "they would share their volumes"


@pytest.mark.parametrize("name", ALL)
def test_every_service_is_hardened(name):
    it = ALL[name]
    assert it["read_only"] is True and it["cap_drop"] == ["ALL"]
    assert it["security_opt"] == ["no-new-privileges:true"] and not it.get("privileged")
    assert int(it["mem_limit"]) and it["pids_limit"]
    assert it["logging"]["options"] == {"max-size": "10m", "max-file": "3"}
    assert it["restart"] == ("on-failure:5" if name == "commands" else "unless-stopped")


@pytest.mark.parametrize("name", ALL)
def test_every_service_says_how_it_is(name):
    # Those of ours have it in their images.
    dockerfile = (ROOT / "Dockerfile").read_text()
    it = ALL[name]
    if name == "commands":
        assert it["healthcheck"]["disable"] is True, "it ends"
    elif "build" in it:
        stage = re.search(rf"^FROM \S+ AS {it['build']['target']}$(.*?)(?=^FROM|\Z)", dockerfile, re.M | re.S)
        assert "HEALTHCHECK" in stage[1]
    else:
        assert it["healthcheck"]["test"][0] == "CMD", "no shell is needed"


@pytest.mark.parametrize("name", [name for name, it in ALL.items() if "build" not in it])
def test_images_of_others_are_pinned_and_none_is_bitnamis(name):
    image = ALL[name]["image"]
    assert re.fullmatch(r"docker\.io/[a-z/]+:v?\d+\.\d+\.\d+[-a-z]*@sha256:[0-9a-f]{64}", image), image
    assert "bitnami" not in image


def test_the_images_of_the_dockerfile_are_pinned():
    images = re.findall(r"^ARG \w+_IMAGE=(\S+)$", (ROOT / "Dockerfile").read_text(), re.M)
    assert len(images) == 3
    assert all("@sha256:" in it and ":latest" not in it for it in images)


def test_the_redis_of_the_chart_is_the_one_of_the_compose_file():
    image = yaml.safe_load((ROOT / "charts/ticketflow/values.yaml").read_text())["redis"]["builtIn"]["image"]
    assert ALL["redis"]["image"] == f"{image['registry']}/{image['repository']}:{image['tag']}@{image['digest']}"


def test_ports_are_open_to_this_machine_alone_and_data_to_nobody():
    ports = {name: it["ports"] for name, it in ALL.items() if "ports" in it}
    assert set(ports) == {"prometheus", "grafana"}
    assert all(port["host_ip"] == "127.0.0.1" for its in ports.values() for port in its)
    assert set(ALL["redis"]["networks"]) == {"store"}
    assert json.loads(compose(*SIM, "config", "--format", "json").stdout)["networks"]["store"]["internal"] is True
    with_redis = {name for name, it in ALL.items() if "store" in it["networks"]}
    assert with_redis == {"redis", "commands", "worker-a", "worker-b"}


def test_the_token_is_a_file_and_in_no_variable():
    for name, it in ALL.items():
        assert "DISCORD_TOKEN" not in it.get("environment", {}), name
        given = [secret["source"] for secret in it.get("secrets", [])]
        assert given == (["discord_token"] if "build" in it else []), name


def test_the_token_is_made_readable_for_the_workers_and_nobody_else():
    users = set(re.findall(r"^USER (\d+):\d+$", (ROOT / "Dockerfile").read_text(), re.M))
    for file in ("README.md", "docker-compose.yml"):
        made = re.findall(r"install -m (\d+) (?:-o (\d+) )?/dev/stdin token.txt", (ROOT / file).read_text())
        assert made and {mode for mode, _ in made} == {"400"} and {user for _, user in made} == users, file


def test_redis_refuses_what_is_new_before_it_is_killed():
    command, limit = ALL["redis"]["command"], int(ALL["redis"]["mem_limit"])
    kept = command[command.index("--maxmemory") + 1]
    assert kept.endswith("mb") and 0.5 < int(kept.removesuffix("mb")) * (1 << 20) / limit < 0.65
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_an_error_of_redis_counts_as_no_answer():
    assert ALL["redis"]["healthcheck"]["test"] == ["CMD", "valkey-cli", "-e", "ping"]


@pytest.mark.skipif(not (shutil.which("redis-server") and shutil.which("redis-cli")), reason="needs Redis")
def test_the_question_whether_redis_is_well_fails_on_an_error(tmp_path):
    socket, ask = tmp_path / "socket", ALL["redis"]["healthcheck"]["test"][2:]
    command = ["redis-server", "--port", "0", "--unixsocket", socket, "--requirepass", "x", "--save", "", "--dir", tmp_path]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert any("eady to accept connections" in line for line in server.stdout)
        asked = lambda *more: subprocess.run(["redis-cli", "-s", socket, *more, *ask], capture_output=True, text=True)
        assert asked().returncode != 0 and "NOAUTH" in asked().stdout + asked().stderr
        assert asked("-a", "x").returncode == 0
    finally:
        server.kill()
        server.wait()


def test_prometheus_remembers_more_than_the_window_of_the_objectives():
    (given,) = [it for it in ALL["prometheus"]["command"] if "retention.time" in it]
    assert int(re.fullmatch(r".*=(\d+)d", given)[1]) > 30
    assert "spends all of it in\n30 days" in (ROOT / "docs/dashboards.md").read_text()


def test_an_image_says_which_build_it_is_and_a_worker_of_it_too():
    for name in ("commands", "worker-a", "worker-b"):
        assert ALL[name]["build"]["args"] == {"REVISION": "unknown"}
        assert services(*SIM, TICKETFLOW_REVISION="abc")[name]["build"]["args"] == {"REVISION": "abc"}
        # Of the image, so that no worker is made anew by an `up` without the variable.
        assert "TICKETFLOW_REVISION" not in ALL[name]["environment"]
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "TICKETFLOW_REVISION=${VERSION}-${REVISION}" in dockerfile
    assert 'org.opencontainers.image.revision="${REVISION}"' in dockerfile


def test_an_upgrade_builds_first_and_takes_one_worker_after_the_other():
    text = (ROOT / "README.md").read_text()
    script = next(it for it in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S) if "git pull" in it)
    assert "TICKETFLOW_REVISION=$(git rev-parse" in script
    steps = re.findall(r"^docker compose (.*)$", script, re.M)
    assert steps[:3] == ["build", "up -d --wait worker-a", "up -d --wait worker-b"]
    # Compose counts what a service depends on as a part of it: the last step would make both workers anew.
    assert "--no-deps" not in script and steps[-1] == "up -d --wait"
    assert not [step for step in steps[3:] if "worker" in step]


def test_one_version_stands_everywhere():
    chart = yaml.safe_load((ROOT / "charts/ticketflow/Chart.yaml").read_text())
    found = {
        "Cargo.toml": tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"],
        "Dockerfile": re.search(r"^ARG VERSION=(\S+)$", (ROOT / "Dockerfile").read_text(), re.M)[1],
        "Chart.yaml": chart["version"], "appVersion": chart["appVersion"],
    }
    for it in tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]:
        if it["name"] == "ticketflow":
            found["Cargo.lock"] = it["version"]
    assert len(found) == 5 and len(set(found.values())) == 1, found
    assert f"\n## {chart['version']}\n" in (ROOT / "charts/ticketflow/UPGRADE.md").read_text()


def test_renovate_finds_every_image_that_is_pinned():
    config = json.loads((ROOT / ".github/renovate.json").read_text())
    assert {"docker-compose", "dockerfile", "npm"} <= set(config["enabledManagers"])
    (manager,) = config["customManagers"]
    (pattern,) = manager["matchStrings"]
    values = (ROOT / "charts/ticketflow/values.yaml").read_text()
    found = re.findall(re.sub(r"\(\?<", "(?P<", pattern), values)
    assert len(found) == values.count("digest: sha256:") == 2


def test_workers_wait_for_redis_and_for_the_commands():
    for name in ("worker-a", "worker-b"):
        waits = {on: it["condition"] for on, it in ALL[name]["depends_on"].items()}
        assert waits == {"redis": "service_healthy", "commands": "service_completed_successfully"}
        # The longest that a worker takes to hand its shards over is 25 seconds.
        assert ALL[name]["stop_grace_period"] == "45s"
    assert {ALL[name]["environment"]["TICKETFLOW_WORKER"] for name in ("worker-a", "worker-b")} == {"a", "b"}


def test_rules_and_dashboards_are_the_files_of_the_chart():
    mounted = {
        volume["target"]: Path(volume["source"]).relative_to(ROOT).as_posix()
        for name in ("prometheus", "grafana") for volume in ALL[name]["volumes"] if volume["type"] == "bind"
    }
    assert all((ROOT / it).exists() for it in mounted.values())
    config = yaml.safe_load((ROOT / "docker/prometheus.yml").read_text())
    assert [mounted[it] for it in config["rule_files"]] == ["charts/ticketflow/files/rules.yaml"]
    provider = yaml.safe_load((ROOT / "docker/grafana/dashboards.yml").read_text())["providers"][0]["options"]["path"]
    assert mounted[provider] == "charts/ticketflow/files/dashboards"
    (scrape,) = config["scrape_configs"]
    assert scrape["job_name"] == "ticketflow"
    assert scrape["static_configs"][0]["targets"] == ["worker-a:9464", "worker-b:9464"]


def test_the_redis_forgets_nothing():
    command = " ".join(ALL["redis"]["command"])
    for setting in ("--appendonly yes", "--appendfsync everysec", "--maxmemory-policy noeviction"):
        assert setting in command


def test_what_the_image_is_built_from_is_small():
    """The rules of .dockerignore, for what is in the repository."""
    allowed = [it[1:] for it in (ROOT / ".dockerignore").read_text().splitlines() if it.startswith("!")]
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    wanted = [it for it in files if any(Path(it).match(a) or it.startswith(a + "/") for a in allowed)]
    # The sources alone are 5.2 MiB; pictures, targets or a second copy of anything would be more than the rest.
    assert sum((ROOT / it).stat().st_size for it in wanted) < 6 << 20
    # Whatever the Dockerfile copies is let through.
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.M)
    for source in (it for its in copied for it in its.split()):
        assert any(it == source or it.startswith(source + "/") for it in wanted), source
    assert not [it for it in wanted if "token" in it.rpartition("/")[2] and not it.startswith(("src/", "docker/sim/", "discord-sim/"))]
