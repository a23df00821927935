"""
AWS's own model of a service's operations, which comes with moto, as one document: by operation its parameters, each with
what it may be, in the form of `parameter-shapes.ts`.
"""

import gzip
import json
import os
import sys

import botocore

KINDS = {"string": "text", "integer": "number", "boolean": "switch"}


def shape_of(shapes, name):
    shape = shapes[name]
    if shape["type"] == "list":
        member = shapes[shape["member"]["shape"]]
        of = (
            {field: shape_of(shapes, one["shape"]) for field, one in member["members"].items()}
            if member["type"] == "structure"
            else shape_of(shapes, shape["member"]["shape"])
        )
        return {"kind": "list", **limits(shape), "of": of}
    if "enum" in shape:
        return {"kind": "one of", "values": shape["enum"]}
    pattern = {"pattern": shape["pattern"]} if "pattern" in shape else {}
    return {"kind": KINDS.get(shape["type"], shape["type"]), **limits(shape), **pattern}


def limits(shape):
    least = {"least": shape["min"]} if shape.get("min") else {}
    return {**least, **({"most": shape["max"]} if "max" in shape else {})}


def model(service, version):
    path = os.path.join(os.path.dirname(botocore.__file__), "data", service, version, "service-2.json.gz")
    with gzip.open(path) as file:
        told = json.load(file)
    shapes = told["shapes"]
    operations = {}
    for name, operation in told["operations"].items():
        taken = shapes[operation["input"]["shape"]] if "input" in operation else {"members": {}}
        operations[name] = {
            parameter: {
                "isRequired": parameter in taken.get("required", []),
                "shape": shape_of(shapes, member["shape"]),
            }
            for parameter, member in taken["members"].items()
        }
    return operations


json.dump({"iam": model("iam", "2010-05-08"), "sts": model("sts", "2011-06-15")}, sys.stdout)
