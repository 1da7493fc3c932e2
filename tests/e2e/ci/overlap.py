#!/usr/bin/env python3
"""overlap.py FILE: of runs as `snaplift show --json` prints them, those that changed something at the same time."""
import json
import sys

runs = {}
for line in open(sys.argv[1], encoding="utf-8"):
    record = json.loads(line)
    if "run" in record:
        current = runs.setdefault(record["run"], [])
    elif record["kind"] in ("stage-intent", "stage-result"):
        current.append(record["at"])
spans = sorted((min(times), max(times)) for times in runs.values() if times)
if not spans:
    sys.exit("none of them has changed anything")
print("; ".join(f"{a} and {b}" for a, b in zip(spans, spans[1:]) if b[0] <= a[1]) or "none")
