"""A round of what boto3 does with S3, against the embedded AWS. Prints one JSON document of what came of it."""

import io
import json
import os
import sys
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET = sys.argv[1]
ACCESS_POINT = sys.argv[2]
KEYS = ["plain.csv", "with space.csv", "plus+sign.csv", "ümläut/日本.csv", "a&b=c?d#e%20.csv", "tail/"]
BIG = bytes(range(256)) * 4 * 1024 * 12

s3 = boto3.client("s3", config=Config(signature_version="s3v4", retries={"max_attempts": 1}))
came = {}


def code(call):
    try:
        call()
        return "allowed"
    except ClientError as error:
        return error.response["Error"]["Code"]


def fetch(url, method="GET", body=None):
    request = urllib.request.Request(url, data=body, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


for key in KEYS:
    s3.put_object(Bucket=BUCKET, Key=key, Body=key.encode())
came["keys"] = all(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() == key.encode() for key in KEYS)
listed = [item["Key"] for item in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
came["listed"] = sorted(listed) == sorted(KEYS)
came["prefix"] = [item["Key"] for item in s3.list_objects_v2(Bucket=BUCKET, Prefix="plus+")["Contents"]]

for algorithm in ["CRC32", "SHA1", "SHA256"]:
    put = s3.put_object(Bucket=BUCKET, Key="sum", Body=b"123456789", ChecksumAlgorithm=algorithm)
    got = s3.get_object(Bucket=BUCKET, Key="sum", ChecksumMode="ENABLED")
    got["Body"].read()
    came[algorithm] = put[f"Checksum{algorithm}"] == got[f"Checksum{algorithm}"]
came["wrong checksum"] = code(
    lambda: s3.put_object(Bucket=BUCKET, Key="sum", Body=b"123456789", ChecksumCRC32="AAAAAA==")
)

parts = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024)
s3.upload_fileobj(io.BytesIO(BIG), BUCKET, "big.bin", Config=parts)
back = io.BytesIO()
s3.download_fileobj(BUCKET, "big.bin", back, Config=parts)
came["multipart"] = back.getvalue() == BIG
came["multipart etag"] = s3.head_object(Bucket=BUCKET, Key="big.bin")["ETag"].strip('"').split("-")[1]

get = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "plus+sign.csv"}, ExpiresIn=60)
came["presigned get"] = fetch(get)
came["tampered key"] = fetch(get.replace("plus%2Bsign", "plain"))[0]
came["tampered expiry"] = fetch(get.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"))[0]
put = s3.generate_presigned_url("put_object", Params={"Bucket": BUCKET, "Key": "presigned é.csv"}, ExpiresIn=60)
came["presigned put"] = fetch(put, "PUT", b"by presigned put")[0]
came["presigned body"] = s3.get_object(Bucket=BUCKET, Key="presigned é.csv")["Body"].read().decode()
came["another method"] = fetch(put, "DELETE")[0]
old = boto3.client("s3", config=Config(signature_version="s3"))
came["old signature"] = fetch(old.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "plain.csv"}))[0]

came["caller"] = boto3.client("sts").get_caller_identity()["Arn"]
came["copy"] = code(lambda: s3.copy_object(Bucket=BUCKET, Key="copy", CopySource={"Bucket": BUCKET, "Key": KEYS[3]}))
came["copied"] = s3.get_object(Bucket=BUCKET, Key="copy")["Body"].read().decode() == KEYS[3]

by_name = boto3.client(
    "s3",
    endpoint_url="http://s3.aws.test",
    config=Config(proxies={"http": os.environ["HANDSHAKE_LOCAL_AWS"]}, s3={"addressing_style": "virtual"}),
)
came["virtual host"] = by_name.get_object(Bucket=BUCKET, Key="with space.csv")["Body"].read().decode()
came["access point"] = by_name.get_object(Bucket=ACCESS_POINT, Key="with space.csv")["Body"].read().decode()

print(json.dumps(came))
