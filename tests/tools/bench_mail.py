"""What `./dev bench` prints of mail: from fetch to verdict of a mail of 60 MB, beside mbsync that downloads it.

bench_mail.py SHOUJIAN MAIL CALL   CALL is the folder of a call whose deadline has not come; wants root, Dovecot and mbsync
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import dovecot

MOST_RATIO = 3
ROUNDS = 5


def mbsync(server, place):
    place.mkdir()
    (place / "mbsyncrc").write_text(f"""
IMAPAccount center
Host localhost
Port {server.port}
User {dovecot.USER}
Pass {dovecot.PASSWORD}
SSLType IMAPS
CertificateFile {server.certificate}

IMAPStore far
Account center

MaildirStore near
Path {place}/
Inbox {place}/inbox

Channel all
Far :far:
Near :near:
Pattern INBOX
Sync Pull
SyncState *
Create Near
""")
    begun = time.monotonic()
    subprocess.run(["mbsync", "-q", "-c", place / "mbsyncrc", "-a"], check=True)
    took = time.monotonic() - begun
    if len(list((place / "inbox").glob("*/*"))) != 1:
        sys.exit("mbsync did not download the mail")
    return took


def ours(program, call, server, place):
    place.mkdir()
    (place / "password").write_text(dovecot.PASSWORD + "\n")
    (place / "shoujian.toml").write_text(f"""
calls = ["{call}/call.toml"]
[mailbox]
url = "imaps://localhost:{server.port}/INBOX"
user = "{dovecot.USER}"
password_file = "password"
ca_file = "{server.certificate}"
[smtp]
url = "maildir:out"
from = "收件服务 <{dovecot.USER}>"
[state]
dir = "state"
[log]
level = "warn"
""")
    begun = time.monotonic()
    subprocess.run([program, "run", "--once", "--config", place / "shoujian.toml"], check=True)
    took = time.monotonic() - begun
    answers = list((place / "out/new").iterdir())
    if len(answers) != 1 or b"X-Shoujian-Verdict: incomplete" not in answers[0].read_bytes():
        sys.exit("the mail was not judged as it should be")
    return took


def main():
    program, mail, call = sys.argv[1:]
    why = dovecot.missing() or ("" if shutil.which("mbsync") else "mbsync is not installed")
    if why:
        print(f"a mail of 60 MB by IMAP: skipped, {why}")
        return
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "server").mkdir()
        place.chmod(0o755)
        with dovecot.Dovecot(place / "server") as server:
            server.store(mail)
            mbsync(server, place / "first")  # Dovecot makes its index at the first visit
            theirs, own = [], []
            for i in range(ROUNDS):  # in turn, so that both meet the same load
                theirs.append(mbsync(server, place / f"mbsync{i}"))
                own.append(ours(program, pathlib.Path(call).resolve(), server, place / f"ours{i}"))
        ratio = min(own) / min(theirs)
        print(f"a mail of 60 MB by IMAP, best of {ROUNDS}: fetch to verdict {min(own):.2f} s, mbsync's download {min(theirs):.2f} s: "
              f"{ratio:.1f} times")
        if ratio > MOST_RATIO:
            sys.exit(f"more than {MOST_RATIO} times mbsync")


main()
