/** Real releases of both publishers, as they were published, and what a forger could make of them. */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HASHICORP, OPENTOFU, type PublisherKey } from '../../toolchain/publisher-keys';
import { fingerprintOf, isSignedBy } from '../../toolchain/release-signature';
import { signAs } from './played-publisher';

interface Release {
  readonly name: string;
  readonly key: PublisherKey;
  readonly sums: Buffer;
  readonly signature: Buffer;
}

function release(name: string, suffix: string, key: PublisherKey): Release {
  const file = join(__dirname, 'releases', name);
  const signature = Buffer.from(readFileSync(`${file}.${suffix}.hex`, 'utf8').replace(/\s/g, ''), 'hex');
  return { name, key, sums: readFileSync(file), signature };
}

const TERRAFORM = release('terraform_1.9.8_SHA256SUMS', 'sig', HASHICORP);
const TOFU = release('tofu_1.8.5_SHA256SUMS', 'gpgsig', OPENTOFU);
const BOTH = [TERRAFORM, TOFU];

test.each([HASHICORP, OPENTOFU])('the fingerprint $fingerprint is that of the numbers', (key) => {
  expect(fingerprintOf(key)).toBe(key.fingerprint);
});

test.each(BOTH)('$name is signed by its publisher, and by nobody else', ({ sums, signature, key }) => {
  expect(isSignedBy(sums, signature, [key])).toBe(true);
  expect(isSignedBy(sums, signature, [HASHICORP, OPENTOFU])).toBe(true);
  expect(isSignedBy(sums, signature, [key === HASHICORP ? OPENTOFU : HASHICORP])).toBe(false);
  expect(isSignedBy(sums, signature, [])).toBe(false);
});

test.each(BOTH)('$name with any of its bytes changed is not signed', ({ sums, signature, key }) => {
  for (let at = 0; at < sums.length; at += 97) {
    const changed = Buffer.from(sums);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(isSignedBy(changed, signature, [key])).toBe(false);
  }
  expect(isSignedBy(Buffer.concat([sums, Buffer.from('\n')]), signature, [key])).toBe(false);
  expect(isSignedBy(sums.subarray(0, -1), signature, [key])).toBe(false);
});

test.each(BOTH)('the signature of $name is worth nothing where it is cut off or changed', (one) => {
  const { sums, signature, key } = one;
  for (let length = 0; length < signature.length; length += 7)
    expect(isSignedBy(sums, signature.subarray(0, length), [key])).toBe(false);
  // What is not hashed says nothing that is believed; the two bytes of the hash are a hint alone.
  const unhashed = signature.length - 512 - 2 - 2 - 40;
  for (let at = 0; at < signature.length; at += 1) {
    if (at >= unhashed && at < signature.length - 512) continue;
    const changed = Buffer.from(signature);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(isSignedBy(sums, changed, [key])).toBe(false);
  }
});

test("one publisher's signature is none of the other's document", () => {
  expect(isSignedBy(TOFU.sums, TERRAFORM.signature, [HASHICORP, OPENTOFU])).toBe(false);
  expect(isSignedBy(TERRAFORM.sums, TOFU.signature, [HASHICORP, OPENTOFU])).toBe(false);
});

test('what is no signature is no error', () => {
  for (const bytes of ['', 'not a signature', '-----BEGIN PGP SIGNATURE-----', '\xc2\xff', '\x89\x00'])
    expect(isSignedBy(TERRAFORM.sums, Buffer.from(bytes, 'latin1'), [HASHICORP])).toBe(false);
});

test('a signature by a stranger beside the right one does no harm, and alone it is worth nothing', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = signAs(privateKey, TERRAFORM.sums);
  expect(isSignedBy(TERRAFORM.sums, stranger, [HASHICORP])).toBe(false);
  expect(isSignedBy(TERRAFORM.sums, Buffer.concat([stranger, TERRAFORM.signature]), [HASHICORP])).toBe(true);
});

test('signatures whose number is shorter than the key, as one of 256 is, are taken like others', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const { n = '' } = publicKey.export({ format: 'jwk' });
  const numbers = { createdAt: 1_700_000_000, modulus: n };
  const key = { ...numbers, fingerprint: fingerprintOf(numbers) };
  const shortest = { document: Buffer.of(), signature: signAs(privateKey, Buffer.of()) };
  const usual = shortest.signature.length;
  for (let at = 0; shortest.signature.length >= usual && at < 20_000; at++) {
    shortest.document = Buffer.from(`${at}`);
    shortest.signature = signAs(privateKey, shortest.document);
  }
  expect(shortest.signature.length).toBeLessThan(usual);
  expect(isSignedBy(shortest.document, shortest.signature, [key])).toBe(true);
});
