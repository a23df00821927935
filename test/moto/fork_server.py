"""
Starts the embedded AWS's moto for the tests by forking a process in which moto is loaded already: the loading takes two
seconds of a processor, and a run starts some forty embedded AWSs. Each has a process of its own, as in earnest.

    fork_server.py FOLDER MOTO_SERVER

writes `FOLDER/moto_server`, which stands for MOTO_SERVER, and beside it a `python` that forks what it is to run; says so
by a line, and ends with whoever holds the other end of its standard input.
"""

import json
import os
import runpy
import signal
import socket
import sys
import threading

FIRST_MESSAGE = 1 << 16
PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "local-aws", "moto_behind_gate.py")

AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIA/20000101/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=0"
)
QUERY = "application/x-www-form-urlencoded"
JSON = "application/x-amz-json-1.1"

"""A request to each service that the embedded AWS asks."""
REQUESTS = (
    ("s3", "", {"method": "GET"}),
    ("iam", "", {"content_type": QUERY, "data": "Action=ListUsers&Version=2010-05-08"}),
    ("sts", "", {"content_type": QUERY, "data": "Action=GetCallerIdentity&Version=2011-06-15"}),
    ("kms", "TrentService.ListKeys", {"content_type": JSON, "data": "{}"}),
    ("secretsmanager", "secretsmanager.ListSecrets", {"content_type": JSON, "data": "{}"}),
    ("tagging", "ResourceGroupsTaggingAPI_20170126.GetTagKeys", {"content_type": JSON, "data": "{}"}),
)


def load():
    sys.dont_write_bytecode = True
    sys.path.insert(0, os.path.dirname(PROGRAM))
    from moto_prepared import InTurn
    from moto.moto_server.werkzeug_app import create_backend_app
    from werkzeug.test import Client

    client = Client(InTurn(create_backend_app))
    for service, target, request in REQUESTS:
        headers = {"authorization": AUTHORIZATION.format(service), "x-amz-target": target}
        client.open("/", headers=headers, **{"method": "POST", **request})
    client.post("/moto-api/reset")


def serve(connection, arguments):
    """In the forked process: the script that is named, until the program that was started in its place is gone."""
    from moto.moto_api._internal import mock_random

    # Else every one would give the same ids and keys.
    mock_random.seed()

    exit_now = os._exit

    def until_client_is_gone():
        connection.recv(1)
        exit_now(0)

    def exit_with_client(code):
        connection.send(bytes([code]))
        exit_now(code)

    os._exit = exit_with_client
    threading.Thread(target=until_client_is_gone, daemon=True).start()
    sys.argv = arguments
    runpy.run_path(arguments[0], run_name="__main__")


def fork_for_each(listener):
    is_loaded = False
    while True:
        connection, _ = listener.accept()
        message, descriptors, _, _ = socket.recv_fds(connection, FIRST_MESSAGE, 1)
        request = json.loads(message)
        if not is_loaded:
            os.environ.update(request["environment"])
            load()
            is_loaded = True
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(descriptors[0], sys.stderr.fileno())
            serve(connection, request["arguments"])
            os._exit(0)
        os.close(descriptors[0])
        connection.close()


def end_with_the_tests():
    """A process of its own, not a thread: one that forks should have none."""
    server = os.getpid()
    if os.fork() > 0:
        return
    os.close(sys.stdout.fileno())
    sys.stdin.buffer.read()
    os.kill(server, signal.SIGKILL)
    os._exit(0)


def main(folder, moto_server):
    path = os.path.join(folder, "fork")
    end_with_the_tests()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    client = os.path.join(os.path.dirname(os.path.abspath(__file__)), "forked_moto.py")
    fork = f'exec "{sys.executable}" -ISE "{client}" "{path}" "{sys.executable}" "$@"'
    for name, commands in (
        ("moto_server", f'exec "{moto_server}" "$@"'),
        ("python", f'case $1 in */{os.path.basename(PROGRAM)}) {fork} ;; esac\nexec "{sys.executable}" "$@"'),
    ):
        file = os.path.join(folder, name)
        with open(file, "w") as script:
            script.write(f"#!/bin/sh\n{commands}\n")
        os.chmod(file, 0o700)
    print("ready", flush=True)
    fork_for_each(listener)


main(*sys.argv[1:])
