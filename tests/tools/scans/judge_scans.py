"""Lets `shoujian check` look at a set that make_scans.py made, and counts its answers against the truth.

    judge_scans.py SHOUJIAN SET [--limit N] [--jobs N] [--show]

Prints a line for each category with the answers on seal, is_scan and matches_word, then the rates
that the project holds itself to, and ends with 1 where one of them is broken.
"""

import argparse
import collections
import concurrent.futures
import json
import math
import os
import pathlib
import subprocess
import sys

# Rate, and the most it may be: wrong answers on whole sets, shares of all that were asked.
BOUNDS = {
    "absent on a stamped colour scan": 0.005,
    "absent on a stamped grey scan": 0.0,
    "found on an unstamped scan": 0.002,
    "a scan called an export": 0.0,
    "an export called a scan": 0.0,
    "is_scan unsure": 0.01,
    "no for the right form": 0.002,
    "yes for the wrong form": 0.005,
    "match unsure": 0.10,
    "altered field not named": 0.10,
}


# What sends a file to a person, or leaves something unsaid.
MILD = {"is_scan unsure", "match unsure", "altered field not named"}

# What only PP-OCRv4 reads well enough.
READ = {"no for the right form", "yes for the wrong form", "match unsure", "altered field not named"}


def check(program, folder, record):
    """The report's `scan` of one record, or None where there is no submission."""
    files = [record["file"]] + ([record["docx"]] if record.get("docx") else [])
    done = subprocess.run(
        [program, "check", "--json", *[str(folder / name) for name in files]],
        capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{record['file']}: exit {done.returncode}: {done.stderr}")
    report = json.loads(done.stdout)
    found = [one for one in report["submissions"] if one.get("scan")]
    return found[0] if found else None


class Count:
    """How often something happened of how many times it could."""

    def __init__(self):
        self.happened = collections.Counter()
        self.asked = collections.Counter()
        self.files = collections.defaultdict(list)

    def ask(self, rate, happened, name):
        self.asked[rate] += 1
        if happened:
            self.happened[rate] += 1
            self.files[rate].append(name)

    def share(self, rate):
        return self.happened[rate] / self.asked[rate] if self.asked[rate] else 0.0


def count_seal(count, record, scan):
    if record.get("seal") is None or not record.get("is_scan"):
        return
    stamped, colour = record["seal"] == "found", record["colour"] == "colour"
    if stamped and colour:
        count.ask("absent on a stamped colour scan", scan["seal"] == "absent", record["file"])
        count.ask("(found on a stamped colour scan)", scan["seal"] == "found", record["file"])
    elif stamped:
        count.ask("absent on a stamped grey scan", scan["seal"] == "absent", record["file"])
    else:
        count.ask("found on an unstamped scan", scan["seal"] == "found", record["file"])
        if colour:
            count.ask("(absent on an unstamped colour scan)", scan["seal"] == "absent", record["file"])


def count_kind(count, record, scan):
    truth = record.get("is_scan")
    if truth is None:
        return
    count.ask("is_scan unsure", scan["is_scan"] is None, record["file"])
    rate = "a scan called an export" if truth else "an export called a scan"
    count.ask(rate, scan["is_scan"] == (not truth), record["file"])


def count_match(count, record, scan):
    truth = record.get("match")
    if truth is None or not record.get("docx") or not record.get("legible", True):
        return
    answer = scan["matches_word"]
    altered = record.get("altered")
    if altered:
        named = [one["field"] for one in scan["fields"] if one["matches"] == "no"]
        count.ask("altered field not named", altered["field"] not in named, record["file"])
        count.ask("(another field named)", any(one != altered["field"] for one in named), record["file"])
        return
    count.ask("match unsure", answer == "unsure", record["file"])
    if truth == "yes":
        count.ask("no for the right form", answer == "no", record["file"])
    else:
        count.ask("yes for the wrong form", answer == "yes", record["file"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program")
    arguments.add_argument("set", type=pathlib.Path)
    arguments.add_argument("--limit", type=int, default=None)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--show", action="store_true", help="name the files behind each rate")
    arguments.add_argument("--ocr", type=pathlib.Path, help="the recogniser's folder; without PP-OCRv4 in it no match is asked for")
    given = arguments.parse_args()
    bounds = dict(BOUNDS)
    if given.ocr and not list(given.ocr.glob("*.onnx")):
        print("PP-OCRv4 is not installed (./dev ocr): what is read is not held to anything")
        for rate in READ:
            bounds.pop(rate)
    if given.ocr:
        os.environ["SHOUJIAN_OCR"] = str(given.ocr)
    records = json.loads((given.set / "truth.json").read_text(encoding="utf-8"))[:given.limit]
    count, table = Count(), collections.defaultdict(collections.Counter)
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        answers = pool.map(lambda record: check(given.program, given.set, record), records)
        for record, submission in zip(records, answers):
            row = table[record["category"]]
            row["files"] += 1
            if submission is None:
                row["no scan"] += 1
                continue
            scan = submission["scan"]
            row["seal " + scan["seal"]] += 1
            row["is_scan " + str(scan["is_scan"]).lower()] += 1
            if record.get("docx"):
                row["match " + scan["matches_word"]] += 1
            for counting in (count_seal, count_kind, count_match):
                counting(count, record, scan)
    for category, row in sorted(table.items()):
        print(f"{category:28}", "  ".join(f"{key} {number}" for key, number in sorted(row.items())))
    broken = False
    for rate in sorted(count.asked):
        bound = bounds.get(rate)
        most = 0 if bound is None else bound * count.asked[rate]
        # Of five files one is the least that can happen: what refuses nobody is not held to less than that.
        bad = bound is not None and count.happened[rate] > (math.ceil(most) if rate in MILD else most)
        broken = broken or bad
        print(f"{rate:40} {count.happened[rate]:5} of {count.asked[rate]:5}  {100 * count.share(rate):6.2f} %"
              + ("" if bound is None else f"  (at most {100 * bound:g} %)") + ("  BROKEN" if bad else ""))
        if given.show and count.files[rate] and not rate.startswith("(found"):
            print("    " + " ".join(count.files[rate][:40]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
