"""The workflows of GitHub: what neither their schema nor zizmor looks at."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(os.environ.get("WORKFLOWS_ROOT", Path(__file__).parents[2]))
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
ALL = {path.stem: yaml.safe_load(path.read_text()) for path in FILES}
JOBS = [(name, job) for name in ALL for job in ALL[name]["jobs"]]


def texts(value):
    """Every text of a document."""
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        return [text for it in value for text in texts(it)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name,job", JOBS)
def test_what_a_job_reads_of_others_is_there(name, job):
    jobs = ALL[name]["jobs"]
    this = jobs[job]
    needs = [this["needs"]] if isinstance(this.get("needs"), str) else this.get("needs", [])
    told = {it["id"]: it.get("run", "") for it in this["steps"] if "id" in it}
    for text in texts(this):
        for other, output in re.findall(r"needs\.([\w-]+)\.outputs\.([\w-]+)", text):
            assert other in needs and output in jobs[other]["outputs"]
        for step, output in re.findall(r"steps\.([\w-]+)\.outputs\.([\w-]+)", text):
            assert f'echo "{output}=' in told[step], f"{step} tells no {output}"


@pytest.mark.parametrize("name,job", JOBS)
def test_scripts_are_well_formed(name, job, tmp_path):
    for number, step in enumerate(ALL[name]["jobs"][job]["steps"]):
        script = tmp_path / f"{number}.sh"
        script.write_text(step.get("run", ""))
        shellcheck = [Path(os.environ["TOOLS"]) / "venv/bin/shellcheck", "--shell=bash", script]
        done = subprocess.run(shellcheck, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ALL)
def test_every_action_is_pinned_and_says_its_version(name):
    used = re.findall(r"uses: (.*)", (ROOT / f".github/workflows/{name}.yml").read_text())
    assert used and all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", it) for it in used), used


def test_the_checks_run_where_the_program_is_built():
    image = re.search(r"^ARG RUST_IMAGE=(.*)$", (ROOT / "Dockerfile").read_text(), re.M)[1]
    job = ALL["ci"]["jobs"]["everything"]
    assert job["container"]["image"] == image
    assert job["env"]["RUSTUP_TOOLCHAIN"] == re.search(r"rust:([\d.]+)-", image)[1]
    assert {"run": ".ci/run"} in job["steps"]


def test_the_image_is_the_one_that_the_chart_installs():
    release = (ROOT / ".github/workflows/release.yml").read_text()
    image = yaml.safe_load((ROOT / "charts/ticketflow/values.yaml").read_text())["image"]
    owner, name = image["repository"].split("/")
    assert f"image={image['registry']}/${{GITHUB_REPOSITORY_OWNER,,}}/{name}" in release
    assert f'"s|^  repository: {owner}/{name}$|  repository: $owner/{name}|"' in release
    lines = (ROOT / "charts/ticketflow/values.yaml").read_text().splitlines()
    assert lines.count(f"  repository: {image['repository']}") == 1


def test_nobody_may_more_than_needed():
    assert ALL["ci"]["permissions"] == {"contents": "read"} and ALL["release"]["permissions"] == {}
    assert all("permissions" in job for job in ALL["release"]["jobs"].values())
    assert {name for name, job in ALL["release"]["jobs"].items() if job["permissions"].get("contents") == "write"} == {"release"}
