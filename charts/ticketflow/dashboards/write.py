#!/usr/bin/env python3
"""Writes the boards into the chart; with `--check`, says whether they are what would be written."""

import json
import sys
from pathlib import Path

from boards import BOARDS

FOLDER = Path(__file__).parent.parent / "files/dashboards"


def main():
    texts = {FOLDER / f"{name}.json": json.dumps(it, indent=1, ensure_ascii=False) + "\n" for name, it in BOARDS.items()}
    there = set(FOLDER.glob("*.json"))
    if "--check" in sys.argv:
        old = [p.name for p in there | set(texts) if p not in texts or not p.exists() or p.read_text() != texts[p]]
        if old:
            sys.exit(f"not as dashboards/write.py writes them: {', '.join(sorted(old))}")
        return
    FOLDER.mkdir(exist_ok=True)
    for path in there - set(texts):
        path.unlink()
    for path, text in texts.items():
        path.write_text(text)


if __name__ == "__main__":
    main()
