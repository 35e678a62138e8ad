"""How long scans take, against a page rendered by pdftoppm and read whole by tesseract, on one core in one run.

    bench_scans.py SHOUJIAN SET OCR

SET: pairs that tests/tools/scans/make_scans.py made (A4, colour). Each pair goes as a mail into a Maildir; `run --once`
fetches, reads, looks, judges and answers all of them, once without recognition (scan and seal) and once with it (the
whole match). Start of the daemon and of the recogniser are in it.
"""

import email.message
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ONE_CORE = ["taskset", "-c", "0"]

CONFIG = """calls = ["{call}"]
[mailbox]
url = "maildir:mailbox"
since = 2000-01-01T00:00:00+08:00
[smtp]
url = "maildir:replies"
from = "a@example.org"
pace = "1000000/min"
[state]
dir = "state"
[log]
level = "error"
"""


def mail(folder, record):
    out = email.message.EmailMessage()
    out["From"] = f"submitter-{record['file'].split('.')[0]}@example.org"
    out["To"] = "a@example.org"
    out["Subject"] = "推荐材料"
    out["Message-ID"] = f"<{record['file']}@example.org>"
    out.set_content("附件请查收。")
    for name in (record["docx"], record["file"]):
        out.add_attachment((folder / name).read_bytes(), maintype="application", subtype="octet-stream", filename=name)
    return out.as_bytes()


def run(program, folder, records, ocr, call):
    """Seconds of one `run --once` over a fresh state."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="shoujian-bench-"))
    try:
        for name in ("cur", "new", "tmp"):
            (place / "mailbox" / name).mkdir(parents=True)
        for number, record in enumerate(records):
            (place / "mailbox" / "new" / f"1589000000.{number}.bench").write_bytes(mail(folder, record))
        (place / "shoujian.toml").write_text(CONFIG.format(call=call), encoding="utf-8")
        begun = time.monotonic()
        subprocess.run([*ONE_CORE, program, "run", "--once", "--config", str(place / "shoujian.toml")],
                       env={**os.environ, "SHOUJIAN_OCR": ocr}, check=False)
        seconds = time.monotonic() - begun
        answered = len(list((place / "replies" / "new").iterdir()))
        if answered != len(records):
            sys.exit(f"{answered} of {len(records)} mails were answered")
        return seconds
    finally:
        shutil.rmtree(place)


def peer(folder, records):
    """Seconds for pdftoppm at 150 dpi and tesseract over every page."""
    with tempfile.TemporaryDirectory() as place:
        begun = time.monotonic()
        for record in records:
            subprocess.run([*ONE_CORE, "pdftoppm", "-r", "150", folder / record["file"], f"{place}/page"], check=True)
            for page in sorted(pathlib.Path(place).iterdir()):
                subprocess.run([*ONE_CORE, "tesseract", page, f"{place}/out", "-l", "chi_sim", "--psm", "3"],
                               env={**os.environ, "OMP_THREAD_LIMIT": "1"}, check=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                page.unlink()
            pathlib.Path(f"{place}/out.txt").unlink()
        return time.monotonic() - begun


def main():
    program, folder, ocr = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    call = pathlib.Path(__file__).resolve().parents[2] / "config/calls/2019-dianxing/call.toml"
    records = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    records = [one for one in records if one.get("docx") and one["colour"] == "colour" and one["match"] == "yes"]
    theirs = peer(folder, records)
    seen = run(program, folder, records, "none", call)
    matched = run(program, folder, records, ocr, call)
    count = len(records)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{count} scans of A4, one core: pdftoppm and tesseract {theirs / count:.2f} s each, "
          f"scan and seal {seen / count:.3f} s ({theirs / seen:.1f} times as fast), "
          f"whole match {matched / count:.3f} s ({theirs / matched:.1f} times); largest process {most} MB")


if __name__ == "__main__":
    main()
