"""
moto with a memory: `remember(folder)`, to be called before moto.server is run.

moto holds everything in memory and has no way to write it down. A journal of requests that is replayed would give
roles, keys and versions new ids and new dates, and would grow without end; so its objects themselves are pickled, which
keeps every id and date. When the gate says so (`PUT /-/state`, with the gate's own state as the body), what changed since
is written with it in one transaction of SQLite: whatever kills the process, both are as they were after some request, and
an answer that was given is never lost. Keys of S3 are written one by one, and their bytes once, since they are many.
"""

import os
import pickle
import sqlite3
import stat
import sys
import uuid
from typing import NoReturn

import moto
import moto.server
import moto_pickles
from moto.core.base_backend import BackendDict
from moto.iam.models import AWSManagedPolicy
from moto.s3.models import FakeKey, s3_backends
from moto_pickles import BYTES_KEPT, KEPT, OF_THIS_PROCESS, backend_named, pickled, service_of, watch_keys
from moto_prepared import InTurn

FILE = "state.sqlite"
PATH = "/-/state"
CANNOT_BE_USED = 3
# What the gate answers for in earnest. Of the other services' state it is told where it cannot be written.
ENFORCED = {"s3", "iam", "kms"}
# A process that was killed a moment ago may hold the file a little longer.
PATIENCE_SECONDS = 2
# What is written by another one may not be understood.
FORMAT = f"1, moto {moto.__version__}"
TABLES = """
create table if not exists format (name text not null);
create table if not exists gate (state blob not null);
create table if not exists backend (
  service text, account text, region text, state blob not null, primary key (service, account, region));
create table if not exists key (id text primary key, account text not null, state blob not null, bytes blob not null);
"""


def refuse(reason: str) -> NoReturn:
    print(reason, file=sys.stderr, flush=True)
    os._exit(CANNOT_BE_USED)


class Transaction:
    """One state of all that changed, while it is written."""

    def __init__(self, connection):
        self.connection = connection
        # By object: what `key` returned.
        self.keys = {}
        # Ids in use, by account.
        self.used = {}

    def key(self, account, key):
        """Its id and those of the parts that it was uploaded in."""
        known = self.keys.get(key) or key.__dict__.get(KEPT)
        if known is None:
            known = self.keys[key] = self.write_key(account, key)
        return known

    def write_key(self, account, key):
        held, parts = key.__dict__, set()

        def part_kept_as(part):
            name, its_parts = self.key(account, part)
            parts.update({name}, its_parts)
            return name

        state = pickled({name: value for name, value in held.items() if name not in OF_THIS_PROCESS}, part_kept_as)
        name = held.get(BYTES_KEPT)
        if name is not None:
            self.connection.execute("update key set state = ? where id = ?", (state, name))
            return name, parts
        name = uuid.uuid4().hex
        value = b"" if key.disposed else key.value
        self.connection.execute("insert into key values (?, ?, ?, ?)", (name, account, state, value))
        return name, parts

    def backend(self, account, region, backend):
        service, state, used = service_of(backend), dict(backend.__dict__), set()

        def kept_as(key):
            name, parts = self.key(account, key)
            used.update({name}, parts)
            return name

        if service == "iam":
            del state["aws_managed_policies"]
            state["managed_policies"] = {
                arn: policy
                for arn, policy in state["managed_policies"].items()
                if not isinstance(policy, AWSManagedPolicy)
            }
        row = (service, account, region, pickled(state, kept_as))
        self.connection.execute("insert or replace into backend values (?, ?, ?, ?)", row)
        if service == "s3":
            self.used.setdefault(account, set()).update(used)

    def note_kept(self):
        """To be called when it is committed."""
        for key, known in self.keys.items():
            key.__dict__[BYTES_KEPT] = known[0]
            key.__dict__[KEPT] = known


def backends_in_use():
    known = {id(backends): backends for backends in list(BackendDict._instances)}
    for backends in known.values():
        for account, regions in list(backends.items()):
            for region, backend in list(regions.items()):
                yield account, region, backend


def delivers_logs(account):
    """Whether a GET may write something: the access log."""
    return any(bucket.logging for bucket in list(s3_backends[account]["aws"].buckets.values()))


class Store:
    def __init__(self, folder):
        # Services and accounts that were asked to change something.
        self.changed = set()
        # Ids of the keys that are written, by account, and those that were read again.
        self.written, self.keys = {}, {}
        self.connection = opened(folder)

    def key(self, name):
        """The one that is kept under the id, once for all that refer to it."""
        known = self.keys.get(name)
        if known is not None:
            return known
        key = self.keys[name] = FakeKey.__new__(FakeKey)
        query = "select state, bytes from key where id = ?"
        state, value = self.connection.execute(query, (name,)).fetchone()
        key.__setstate__({**pickle.loads(state), "value": value})
        key.__dict__[BYTES_KEPT] = name
        return key

    def load(self):
        """To be called once, when nothing was asked of moto yet."""
        moto_pickles.read_key = self.key
        rows = self.connection.execute("select service, account, region, state from backend").fetchall()
        for service, account, region, state in rows:
            backend = backend_named(service, account, region)
            kept = pickle.loads(state)
            if service == "iam":
                kept["managed_policies"] = {**backend.managed_policies, **kept["managed_policies"]}
            backend.__dict__.update(kept)
            if service == "s3":
                for name in backend.buckets:
                    s3_backends.bucket_accounts[name] = (backend.partition, account)
        for name, account in self.connection.execute("select id, account from key"):
            self.written.setdefault(account, set()).add(name)
        self.keys.clear()

    def gate(self):
        row = self.connection.execute("select state from gate").fetchone()
        return None if row is None else row[0]

    def note(self, environ):
        scope = environ.get("HTTP_AUTHORIZATION", "").split("Credential=")[-1].split(",")[0].split("/")
        account = environ.get("HTTP_X_MOTO_ACCOUNT_ID", "")
        reads = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        if len(scope) == 5 and not (reads and not delivers_logs(account)):
            self.changed.add((scope[3], account))

    def keep(self, gate):
        """Writes what changed and the gate's state, both or nothing. Returns what of the lesser services cannot be."""
        places, self.changed = self.changed, set()
        unkept, transaction = [], Transaction(self.connection)
        self.connection.execute("begin immediate")
        try:
            for account, region, backend in backends_in_use():
                # CloudFormation makes things of any kind.
                if (service_of(backend), account) not in places and ("cloudformation", account) not in places:
                    continue
                try:
                    transaction.backend(account, region, backend)
                except (pickle.PicklingError, AttributeError, TypeError) as error:
                    if service_of(backend) in ENFORCED:
                        raise
                    unkept.append(f"{service_of(backend)} of {account} in {region}: {error}")
            for account, used in transaction.used.items():
                gone = self.written.get(account, set()) - used
                self.connection.executemany("delete from key where id = ?", [(name,) for name in gone])
            self.connection.execute("delete from gate")
            self.connection.execute("insert into gate values (?)", (gate,))
            self.connection.execute("commit")
        except BaseException:
            self.connection.execute("rollback")
            self.changed |= places
            raise
        transaction.note_kept()
        self.written.update(transaction.used)
        return unkept


def opened(folder):
    """The file in the folder, for this process alone: it holds secrets, and a pickle does what its writer wants."""
    os.umask(0o077)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        for path in (folder, os.path.join(folder, FILE)):
            if os.path.exists(path) and not is_own(path):
                refuse(f"{path} can be written by others, and what it holds is trusted: chmod go-w, or name another folder")
        connection = sqlite3.connect(
            os.path.join(folder, FILE), timeout=PATIENCE_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
        if tables and "format" not in tables:
            refuse(f"{folder} holds the {FILE} of another program; name another folder")
        (found,) = connection.execute("pragma quick_check(1)").fetchone()
        if found != "ok":
            damaged(folder, found)
        connection.executescript(TABLES)
        names = [name for (name,) in connection.execute("select name from format")]
        if names == []:
            connection.execute("insert into format values (?)", (FORMAT,))
        elif names != [FORMAT]:
            refuse(f"{folder} was written in the format {names[0]}, and this is {FORMAT}; name another folder")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            refuse(f"{folder} is in use by another embedded AWS; end that one, or name another folder")
        refuse(f"{folder} cannot be used: {error}")
    except sqlite3.DatabaseError as error:
        damaged(folder, error)
    except OSError as error:
        refuse(f"{folder} cannot be used: {error}")
    return connection


def damaged(folder, reason) -> NoReturn:
    told = " ".join(str(reason).split())
    refuse(f"{folder} is damaged ({told}); name another folder, or delete {FILE}* in it and begin anew")


def is_own(path):
    told = os.stat(path)
    return told.st_uid == os.geteuid() and not told.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


class Remembering(InTurn):
    """Is also told when to write. No bucket is called `-`."""

    store = None

    def answer(self, environ, start_response):
        if environ["PATH_INFO"] == PATH:
            return self.answer_state(environ, start_response)
        self.store.note(environ)
        return super().answer(environ, start_response)

    def answer_state(self, environ, start_response):
        if environ["REQUEST_METHOD"] == "GET":
            gate = self.store.gate()
            start_response("404 Not Found" if gate is None else "200 OK", [])
            return [gate or b""]
        gate = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        try:
            unkept = self.store.keep(gate)
        except Exception as error:
            start_response("500 Internal Server Error", [])
            return [f"{type(error).__name__}: {error}".encode()]
        start_response("200 OK", [])
        return ["\n".join(unkept).encode()]


def remember(folder):
    """Ends the process where the folder cannot be used."""
    watch_keys()
    Remembering.store = Store(folder)
    try:
        Remembering.store.load()
    except Exception as error:
        damaged(folder, f"{type(error).__name__}: {error}")
    moto.server.DomainDispatcherApplication = Remembering
