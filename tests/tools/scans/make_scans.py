#!/usr/bin/python3
"""make_scans.py OUT --count N --seed S [--set seals|kinds|pairs] [--kinds a,b] [--call FOLDER]

Makes N scans with truth.json in OUT. The same arguments make the same scans. See README.md here.
"""
import argparse
import json
import pathlib
import random
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import kind_set  # noqa: E402
import office  # noqa: E402
import pair_set  # noqa: E402
import people  # noqa: E402
import produce  # noqa: E402
import seal_set  # noqa: E402

CALL = pathlib.Path(__file__).resolve().parents[3] / "config/calls/2019-dianxing"
SETS = {"seals": seal_set, "kinds": kind_set, "pairs": pair_set}
BATCH = 40  # Word files in one start of LibreOffice


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set", choices=SETS, default="seals")
    parser.add_argument("--kinds", help="only these categories, separated by commas")
    parser.add_argument("--call", type=pathlib.Path, default=CALL)
    return parser.parse_args()


def main():
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    wanted = set(args.kinds.split(",")) if args.kinds else None
    rng = random.Random(f"{args.set}/{args.seed}")
    plans = list(enumerate(SETS[args.set].plans(rng, args.count, people.read_units(args.call / "units.csv"), wanted)))
    if not plans:
        sys.exit(f"no such category in the set {args.set}: {args.kinds}")
    records, begun = [], time.monotonic()
    with office.Office() as libre_office:
        maker = produce.Maker(args.call, args.out, libre_office)
        for first in range(0, len(plans), BATCH):
            records += maker.batch(plans[first:first + BATCH], f"{args.set}/{args.seed}")
    for record in records:
        record["set"] = args.set
    truth = json.dumps(records, ensure_ascii=False, indent=1)
    (args.out / "truth.json").write_text(truth + "\n", encoding="utf-8")
    print(f"{len(records)} files, {(time.monotonic() - begun) / len(records):.2f} s each")


if __name__ == "__main__":
    main()
