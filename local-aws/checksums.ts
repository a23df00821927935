/**
 * The checksums that S3 verifies before it keeps a body.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
import { createHash } from 'node:crypto';
import type { Headers } from './message';
import { invalidRequest, Refusal } from './refusal';

type Checksum = (data: Buffer) => Buffer;

const CHECKSUMS: Readonly<Record<string, Checksum>> = {
  crc32: crc32With(0xedb88320),
  crc32c: crc32With(0x82f63b78),
  crc64nvme: crc64,
  sha1: (data) => createHash('sha1').update(data).digest(),
  sha256: (data) => createHash('sha256').update(data).digest(),
};

/** What is said of a sum, and is none. */
const ABOUT_CHECKSUMS = /^x-amz-checksum-(?:algorithm|mode|type)$/;
const PREFIX = 'x-amz-checksum-';

/** Throws `BadDigest` where a header says another sum than the body has, and refuses what is no sum. */
export function verifyChecksums(headers: Headers, body: Buffer): void {
  const given = Object.keys(headers).filter((name) => name.startsWith(PREFIX) && !ABOUT_CHECKSUMS.test(name));
  if (given.length > 1)
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  checkSdkAlgorithm(headers['x-amz-sdk-checksum-algorithm'], given[0]);
  for (const name of given) {
    const algorithm = name.slice(PREFIX.length);
    const checksum = Object.hasOwn(CHECKSUMS, algorithm) ? CHECKSUMS[algorithm] : undefined;
    if (!checksum)
      throw invalidRequest('The algorithm type you specified in x-amz-checksum- header is invalid.');
    const [sum, actual] = [headers[name] ?? '', checksum(body)];
    if (Buffer.from(sum, 'base64').length !== actual.length)
      throw invalidRequest(`Value for ${name} header is invalid.`);
    if (sum !== actual.toString('base64')) throw badDigest(algorithm);
  }
  const md5 = headers['content-md5'];
  if (md5 === undefined || md5 === createHash('md5').update(body).digest('base64')) return;
  if (Buffer.from(md5, 'base64').length !== 16) {
    throw new Refusal(400, 'InvalidDigest', 'The Content-MD5 you specified is not valid.');
  }
  throw new Refusal(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
function checkSdkAlgorithm(algorithm: string | undefined, given: string | undefined): void {
  if (algorithm === undefined) return;
  if (given === undefined)
    throw invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  const named = given.slice(PREFIX.length);
  if (algorithm.toLowerCase() !== named) throw badDigest(algorithm);
}

function badDigest(algorithm: string): Refusal {
  const message = `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`;
  return new Refusal(400, 'BadDigest', message);
}

/** A reflected CRC of 32 bits with all bits set before and flipped after. */
function crc32With(polynomial: number): Checksum {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
  return (data) => {
    let crc = 0xffffffff;
    for (const byte of data) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
    return sum;
  };
}

/** The polynomial of CRC-64/NVME, reflected, in two halves: a number of JavaScript holds no 64 bits. */
const CRC64_HIGH = 0x9a6c9329;
const CRC64_LOW = 0xac4bc9b5;

const crc64Tables = (() => {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let [upper, lower] = [0, byte];
    for (let bit = 0; bit < 8; bit += 1) {
      const carry = lower & 1;
      lower = ((lower >>> 1) | (upper << 31)) >>> 0;
      upper >>>= 1;
      if (carry) {
        upper = (upper ^ CRC64_HIGH) >>> 0;
        lower = (lower ^ CRC64_LOW) >>> 0;
      }
    }
    high[byte] = upper;
    low[byte] = lower;
  }
  return { high, low };
})();

function crc64(data: Buffer): Buffer {
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of data) {
    const index = (low ^ byte) & 0xff;
    low = (((low >>> 8) | (high << 24)) ^ (crc64Tables.low[index] ?? 0)) >>> 0;
    high = ((high >>> 8) ^ (crc64Tables.high[index] ?? 0)) >>> 0;
  }
  const sum = Buffer.alloc(8);
  sum.writeUInt32BE((high ^ 0xffffffff) >>> 0, 0);
  sum.writeUInt32BE((low ^ 0xffffffff) >>> 0, 4);
  return sum;
}
