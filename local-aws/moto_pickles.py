"""
How moto's objects are pickled: all that its backends hold but what every start has anew, with keys of S3 apart from the
backend that holds them; and how is known which keys changed since they were written.
"""

import collections
import importlib
import io
import marshal
import pickle
import threading
import types

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from moto.backends import get_backend
from moto.core.base_backend import BaseBackend
from moto.iam.models import AWSManagedPolicy, iam_backends
from moto.s3.models import FakeKey
from moto.s3.utils import _VersionedKeyStore


def service_of(backend):
    return type(backend).__module__.split(".")[1]


# What follows is named in pickles: it has to keep its name, and its module too.


def backend_named(service, account, region):
    return get_backend(service)[account][region]


def aws_policy(account, partition, arn):
    return iam_backends[account][partition].managed_policies[arn]


def set_attributes(made, state):
    made.__dict__.update(state)


# Set by whoever reads: gives the key of S3 that is kept under an id.
read_key = None


def key_kept_as(name):
    return read_key(name)


def private_key(pem):
    return serialization.load_pem_private_key(pem, None)


def nested_function(module, name, code):
    return types.FunctionType(marshal.loads(code), importlib.import_module(module).__dict__, name)


def new_dictionary(kind, factory):
    made = kind.__new__(kind)
    collections.defaultdict.__init__(made, factory)
    return made


def set_versions(made, versions):
    dict.update(made, versions)


class Writer(pickle.Pickler):
    """`kept_as`: takes a key of S3 and gives the id under which it is written."""

    def __init__(self, file, kept_as):
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.kept_as = kept_as

    def reducer_override(self, value):
        if isinstance(value, BaseBackend):
            return backend_named, (service_of(value), value.account_id, value.region_name)
        if isinstance(value, AWSManagedPolicy):
            # The same thousand for everybody: moto makes them anew.
            state = {"attachment_count": value.attachment_count, "id": value.id}
            name = (value.account_id, value.partition, value.arn)
            return aws_policy, name, state, None, None, set_attributes
        if isinstance(value, FakeKey):
            return key_kept_as, (self.kept_as(value),)
        if isinstance(value, _VersionedKeyStore):
            # By its own methods it gives the last version of each key, and takes one more.
            return _VersionedKeyStore, (), list(dict.items(value)), None, None, set_versions
        if isinstance(value, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
            encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
            return private_key, (value.private_bytes(encoding, form, serialization.NoEncryption()),)
        if isinstance(value, types.FunctionType) and "<locals>" in value.__qualname__ and not value.__closure__:
            # The defaults of dictionaries.
            return nested_function, (value.__module__, value.__name__, marshal.dumps(value.__code__))
        if isinstance(value, collections.defaultdict) and type(value) is not collections.defaultdict:
            # Those with an __init__ of their own.
            return new_dictionary, (type(value), value.default_factory), value.__dict__, None, iter(value.items())
        if isinstance(value, LOCK):
            return threading.Lock, ()
        if isinstance(value, RECURSIVE_LOCK):
            return threading.RLock, ()
        return NotImplemented


LOCK, RECURSIVE_LOCK = type(threading.Lock()), type(threading.RLock())


def pickled(value, kept_as):
    file = io.BytesIO()
    Writer(file, kept_as).dump(value)
    return file.getvalue()


# Of a key, beside what moto has of it: the id under which its bytes are written, and what `Transaction.key` returns
# as long as nothing of it changed.
BYTES_KEPT, KEPT = "kept_bytes", "kept"
OF_THIS_PROCESS = {"_value_buffer", "lock", BYTES_KEPT, KEPT}


def watch_keys():
    """A key that changes has to be written again: moto sets its attributes, and changes none of them in place but one."""
    set_value, set_metadata = FakeKey.value.fset, FakeKey.set_metadata

    def set_attribute(key, name, value):
        key.__dict__.pop(KEPT, None)
        object.__setattr__(key, name, value)

    def set_metadata_and_forget(key, *arguments, **named):
        key.__dict__.pop(KEPT, None)
        set_metadata(key, *arguments, **named)

    def set_value_and_forget(key, value):
        key.__dict__.pop(BYTES_KEPT, None)
        set_value(key, value)

    FakeKey.__setattr__ = set_attribute
    FakeKey.set_metadata = set_metadata_and_forget
    FakeKey.value = property(FakeKey.value.fget, set_value_and_forget)
