/**
 * Checks a detached OpenPGP signature, as publishers put it beside the checksums of a release: version 4, RSA, over the
 * document's bytes. https://www.rfc-editor.org/rfc/rfc9580#section-5.2.3
 *
 * Nothing else of OpenPGP is here, and no library for it: the one that there is weighs more than all that it would check.
 */
import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import type { PublisherKey } from './publisher-keys';

/** By their numbers in a signature. Weaker ones are not accepted. */
const HASHES: Readonly<Record<number, string>> = { 8: 'sha256', 9: 'sha384', 10: 'sha512' };
const SIGNATURE_PACKET = 2;
const BINARY_DOCUMENT = 0x00;
const RSA = 1;

interface Signature {
  readonly hash: string;
  /** What is hashed after the document: the signature's own settings, and how long they are. */
  readonly trailer: Buffer;
  /** Big-endian, without leading zeros. */
  readonly value: Buffer;
}

/** Whether one of `keys` has made a signature of `document` that stands in `packets`. Never throws for what they hold. */
export function isSignedBy(document: Buffer, packets: Buffer, keys: readonly PublisherKey[]): boolean {
  const signatures = signaturesIn(packets);
  return keys.some((key) => signatures.some((signature) => holds(document, signature, key)));
}

/** What the numbers of a key hash to. https://www.rfc-editor.org/rfc/rfc9580#section-5.5.4.2 */
export function fingerprintOf({ createdAt, modulus }: Omit<PublisherKey, 'fingerprint'>): string {
  const n = Buffer.from(modulus, 'base64url');
  const body = Buffer.concat([
    Buffer.from([4, ...bytesOf(createdAt, 4), RSA]),
    Buffer.from(bytesOf(bitLength(n), 2)),
    n,
    Buffer.from([0, 17, 1, 0, 1]),
  ]);
  const hash = createHash('sha1').update(Buffer.from([0x99, ...bytesOf(body.length, 2)]));
  return hash.update(body).digest('hex').toUpperCase();
}

function holds(document: Buffer, { hash, trailer, value }: Signature, { modulus }: PublisherKey): boolean {
  const key = createPublicKey({ key: { kty: 'RSA', n: modulus, e: 'AQAB' }, format: 'jwk' });
  const length = Buffer.from(modulus, 'base64url').length;
  if (value.length > length) return false;
  const padded = Buffer.concat([Buffer.alloc(length - value.length), value]);
  const signed = Buffer.concat([document, trailer]);
  return verify(hash, signed, { key, padding: constants.RSA_PKCS1_PADDING }, padded);
}

/** What cannot be read as a signature of the one kind is left out. */
function signaturesIn(packets: Buffer): readonly Signature[] {
  const found: Signature[] = [];
  let rest = packets;
  while (rest.length > 0) {
    const packet = firstPacket(rest);
    if (!packet) break;
    const signature = packet.tag === SIGNATURE_PACKET ? signatureIn(packet.body) : undefined;
    if (signature) found.push(signature);
    rest = packet.rest;
  }
  return found;
}

/** https://www.rfc-editor.org/rfc/rfc9580#section-4.2 */
function firstPacket(bytes: Buffer): { tag: number; body: Buffer; rest: Buffer } | undefined {
  const head = bytes[0] ?? 0;
  if ((head & 0x80) === 0) return undefined;
  const isNew = (head & 0x40) !== 0;
  const tag = isNew ? head & 0x3f : (head & 0x3c) >> 2;
  const size = isNew ? newLength(bytes) : oldLength(bytes, head & 0x03);
  if (!size || bytes.length < size.start + size.length) return undefined;
  const end = size.start + size.length;
  return { tag, body: bytes.subarray(size.start, end), rest: bytes.subarray(end) };
}

interface Extent {
  readonly start: number;
  readonly length: number;
}

function newLength(bytes: Buffer): Extent | undefined {
  const first = bytes[1] ?? 0;
  if (first < 192) return { start: 2, length: first };
  if (first < 224) return { start: 3, length: ((first - 192) << 8) + (bytes[2] ?? 0) + 192 };
  return first === 255 && bytes.length >= 6 ? { start: 6, length: bytes.readUInt32BE(2) } : undefined;
}

function oldLength(bytes: Buffer, kind: number): Extent | undefined {
  const width = [1, 2, 4][kind];
  if (width === undefined || bytes.length < 1 + width) return undefined;
  return { start: 1 + width, length: bytes.readUIntBE(1, width) };
}

function signatureIn(body: Buffer): Signature | undefined {
  if (body.length < 6) return undefined;
  const [version, kind, algorithm, hashNumber = 0] = body;
  const hash = HASHES[hashNumber];
  if (version !== 4 || kind !== BINARY_DOCUMENT || algorithm !== RSA || hash === undefined) return undefined;
  const hashed = body.subarray(0, 6 + body.readUInt16BE(4));
  const unhashedAt = hashed.length;
  if (body.length < unhashedAt + 2) return undefined;
  // Behind the settings that are not hashed stand two bytes of the hash, and then the number itself.
  const numberAt = unhashedAt + 2 + body.readUInt16BE(unhashedAt) + 2;
  if (body.length < numberAt + 2) return undefined;
  const length = Math.ceil(body.readUInt16BE(numberAt) / 8);
  const value = body.subarray(numberAt + 2, numberAt + 2 + length);
  const trailer = Buffer.concat([hashed, Buffer.from([4, 0xff, ...bytesOf(hashed.length, 4)])]);
  return value.length === length ? { hash, trailer, value } : undefined;
}

function bytesOf(value: number, width: number): number[] {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntBE(value, 0, width);
  return [...bytes];
}

function bitLength(number: Buffer): number {
  return number.length * 8 - Math.clz32(number[0] ?? 0) + 24;
}
