"""A Dovecot of one's own on loopback, with TLS, in a folder; wants root."""
import grp
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import time

USER, PASSWORD = "center@test.cn", "secret"
NOBODY = 65534


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def missing():
    """Why it cannot run here; empty: it can."""
    if os.geteuid() != 0:
        return "not root"
    for program in ("dovecot", "openssl"):
        if not shutil.which(program, path="/usr/sbin:/usr/bin"):
            return f"{program} is not installed"
    return ""


class Dovecot:
    """with Dovecot(FOLDER) as server: server.port, server.certificate, server.inbox"""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.port = free_port()
        self.certificate = self.folder / "server.pem"
        self.inbox = self.folder / "mail" / USER

    def __enter__(self):
        key = self.folder / "server.key"
        for name in ("new", "cur", "tmp"):
            (self.inbox / name).mkdir(parents=True)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", self.certificate],
                       check=True, capture_output=True)
        (self.folder / "users").write_text(f"{USER}:{PASSWORD}:{NOBODY}:{NOBODY}::{self.inbox}::\n")
        (self.folder / "dovecot.conf").write_text(f"""
protocols = imap
listen = 127.0.0.1
base_dir = {self.folder}/run
state_dir = {self.folder}/state
log_path = {self.folder}/dovecot.log
ssl = required
ssl_cert = <{self.certificate}
ssl_key = <{key}
mail_location = maildir:{self.inbox}
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {pwd.getpwuid(NOBODY).pw_name}
default_login_user = {pwd.getpwuid(NOBODY).pw_name}
default_internal_group = {grp.getgrgid(NOBODY).gr_name}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {self.folder}/users
}}
userdb {{
  driver = passwd-file
  args = {self.folder}/users
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {self.port}
  }}
}}
""")
        self.own(self.folder)
        self.process = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", self.folder / "dovecot.conf"])
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.1)
        raise RuntimeError("Dovecot does not answer: " + (self.folder / "dovecot.log").read_text())

    def own(self, folder):
        """What Dovecot's mail process, which is nobody, must get at."""
        folder.chmod(0o755)
        for path in (folder / "mail", *(folder / "mail").rglob("*")):
            os.chown(path, NOBODY, NOBODY)

    def store(self, file):
        shutil.copyfile(file, self.inbox / "new" / "1.M1P1.bench")
        self.own(self.folder)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
