"""
moto_server behind the gate: `moto_behind_gate.py [--state <folder>] <moto_server's arguments>`.

With a folder it keeps its state there. Exits with 3 where the folder cannot be used; the last line on standard error
says why.
"""

import os
import sys

# Nothing is written beside this file, which may be a package's.
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import moto_prepared  # noqa: F401
import moto.server

arguments = sys.argv[1:]
if arguments[0] == "--state":
    import moto_with_memory

    moto_with_memory.remember(arguments[1])
    arguments = arguments[2:]
moto.server.main(arguments)
