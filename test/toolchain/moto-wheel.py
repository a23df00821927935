"""Packs the moto that is installed here as the wheel that it came from. Usage: moto-wheel.py <folder>"""

import importlib.metadata
import pathlib
import sys
import zipfile

moto = importlib.metadata.distribution("moto")
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
wheel = folder / f"moto-{moto.version}-py3-none-any.whl"
with zipfile.ZipFile(wheel, "w", zipfile.ZIP_STORED) as archive:
    for file in moto.files or []:
        # Programs are made anew when it is installed.
        if ".." not in file.parts and "__pycache__" not in file.parts:
            archive.write(moto.locate_file(file), str(file))
print(wheel)
