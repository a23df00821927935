"""
Is started in the place of moto_server, and asks fork_server.py for one. The forked process writes to this one's standard
error and ends when this one ends, whatever ends it. Where there is no fork server any more, the real one is started.
"""

import json
import os
import socket
import sys

path, moto_server, *arguments = sys.argv[1:]
OF_MOTO = ("AWS_", "INITIAL_", "MOTO_", "S3_")

with socket.socket(socket.AF_UNIX) as connection:
    try:
        connection.connect(path)
    except OSError:
        os.execvp(moto_server, [moto_server, *arguments])
    environment = {name: value for name, value in os.environ.items() if name.startswith(OF_MOTO)}
    request = {"arguments": arguments, "environment": environment}
    socket.send_fds(connection, [json.dumps(request).encode()], [sys.stderr.fileno()])
    connection.recv(1)
