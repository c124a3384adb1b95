#!/usr/bin/env python3
"""Draws a board as it would look, without Grafana: asks a Prometheus every query, has Chromium lay the panels out.

    charts/ticketflow/dashboards/draw.py BOARD.json PROMETHEUS UPLOT OUT.png [MINUTES]

UPLOT is the folder `dist` of the npm package `uplot`, which Grafana draws its lines with. It is a stand-in: places, colours,
units, thresholds and states are as in Grafana, finer things are not.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

# Of one row of Grafana's grid, in pixels.
ROW = 38
WIDTH = 1600


def asked(url, kind, **given):
    with urllib.request.urlopen(f"{url}/api/v1/{kind}?{urllib.parse.urlencode(given)}") as answer:
        return json.load(answer)["data"]["result"]


def legend(form, labels):
    return re.sub(r"{{\s*(\w+)\s*}}", lambda it: labels.get(it[1], ""), form).strip() or "value"


def main():
    file, url, uplot, out, *rest = sys.argv[1:]
    minutes = float(rest[0]) if rest else 15
    board = json.loads(Path(file).read_text())
    end = time.time()
    start, step = end - 60 * minutes, max(2, int(minutes * 60 / 300))
    values = {it["name"]: it.get("allValue") for it in board["templating"]["list"]}
    panels = []
    for panel in board["panels"]:
        drawn = {"panel": panel, "series": [], "rows": []}
        for target in panel.get("targets", []):
            expr = target["expr"].replace("$__rate_interval", f"{max(20, 4 * step)}s").replace("$__range", f"{int(minutes * 60)}s")
            expr = re.sub(r"\$(\w+)", lambda it: values[it[1]], expr)
            if target["instant"]:
                drawn["rows"] += [
                    {**it["metric"], "Value": it["value"][1], "name": legend(target["legendFormat"], it["metric"])}
                    for it in asked(url, "query", query=expr, time=end)
                ]
                continue
            for it in asked(url, "query_range", query=expr, start=start, end=end, step=step):
                points = [[float(at), float(v) if v not in ("NaN", "+Inf", "-Inf") else None] for at, v in it["values"]]
                drawn["series"].append({"name": legend(target["legendFormat"], it["metric"]), "points": points})
        panels.append(drawn)
    data = {"title": board["title"], "panels": panels, "start": start, "end": end, "step": step, "row": ROW}
    page = (Path(__file__).parent / "page.html").read_text()
    for mark, text in (
        ("/*STYLE*/", Path(uplot, "uPlot.min.css").read_text()), ("/*UPLOT*/", Path(uplot, "uPlot.iife.min.js").read_text()),
        ("/*DATA*/", "const data = " + json.dumps(data).replace("</", "<\\/") + ";"),
    ):
        page = page.replace(mark, text)
    height = max(it["gridPos"]["y"] + it["gridPos"]["h"] for it in board["panels"]) * ROW + 60
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_text(page)
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
             "--disable-component-update", "--hide-scrollbars", f"--user-data-dir={folder}/profile", f"--window-size={WIDTH},{height}",
             f"--screenshot={out}", "--virtual-time-budget=3000", f"file://{folder}/page.html"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )


if __name__ == "__main__":
    main()
