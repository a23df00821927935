"""
Is started in the place of Python, and asks fork_server.py for a process that runs the script. The forked process writes to
this one's standard error and ends when this one ends, whatever ends it. Where there is no fork server any more, Python
itself is started.
"""

import json
import os
import socket
import sys

path, python, *arguments = sys.argv[1:]
OF_MOTO = ("AWS_", "INITIAL_", "MOTO_", "S3_")

with socket.socket(socket.AF_UNIX) as connection:
    try:
        connection.connect(path)
    except OSError:
        os.execvp(python, [python, *arguments])
    environment = {name: value for name, value in os.environ.items() if name.startswith(OF_MOTO)}
    request = {"arguments": arguments, "environment": environment}
    socket.send_fds(connection, [json.dumps(request).encode()], [sys.stderr.fileno()])
    code = connection.recv(1)

sys.exit(code[0] if code else 0)
