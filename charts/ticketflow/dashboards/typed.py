#!/usr/bin/env python3
"""Writes the boards of one folder as TypeScript into another, for Grafana's own types to judge by `tsc`."""

import json
import sys
from pathlib import Path

# What is sent over the wire is the text of an enumeration, where the types ask for its member.
HEAD = """import type { Dashboard } from "@grafana/schema";
type Sent<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Sent<T[K]> } : T;
export const board: Sent<Dashboard> = """

# What the plugin for Prometheus adds to variables and annotations; the types know nothing of it.
OF_PROMETHEUS = {"definition", "expr", "step", "tagKeys", "textFormat", "titleFormat", "useValueForTime"}


def main():
    boards, out = map(Path, sys.argv[1:])
    for path in sorted(boards.glob("*.json")):
        board = json.loads(path.read_text())
        for part in board["templating"]["list"] + board["annotations"]["list"]:
            for name in OF_PROMETHEUS & set(part):
                del part[name]
        (out / f"{path.stem}.ts").write_text(f"{HEAD}{json.dumps(board, indent=1)};\n")


if __name__ == "__main__":
    main()
