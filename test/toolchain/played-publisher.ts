/** A publisher of releases that is played on the loopback address, with a key of its own and every fault that one can have. */
import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { TERRAFORM, type TerraformPublisher } from '../../toolchain/publisher';
import type { PublisherKey } from '../../toolchain/publisher-keys';
import { fingerprintOf } from '../../toolchain/release-signature';
import { terraformPlatform } from '../../toolchain/terraform';

/** What is answered to the request for a path, in place of the file. */
export type Fault = (request: IncomingMessage, response: ServerResponse, file: Buffer | undefined) => void;

export interface PlayedPublisher {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The environment in which this publisher is asked and believed. */
  readonly env: NodeJS.ProcessEnv;
  /** The paths that were asked for, in order. */
  readonly asked: string[];
  /** By the end of the path. */
  readonly faults: Map<string, Fault>;
  /** By path. */
  readonly files: Map<string, Buffer>;
  readonly privateKey: KeyObject;
  /** Puts a release there: its archive, its checksums, and their signature. */
  release(publisher: TerraformPublisher, archive: Buffer): void;
  close(): Promise<void>;
}

export async function playPublisher(): Promise<PlayedPublisher> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const files = new Map<string, Buffer>();
  const faults = new Map<string, Fault>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push(path);
    const file = files.get(path);
    const [, fault] = [...faults].find(([end]) => path.endsWith(end)) ?? [];
    if (fault) fault(request, response, file);
    else if (file) response.writeHead(200, { 'content-length': file.length }).end(file);
    else response.writeHead(404).end('not here');
  });
  const url = await listen(server);
  const folder = mkdtempSync(join(tmpdir(), 'handshake-publisher-'));
  const trust = join(folder, 'publisher.json');
  writeFileSync(trust, JSON.stringify({ keys: [keyOf(publicKey)] }));
  return {
    url,
    env: {
      HANDSHAKE_TERRAFORM_RELEASES: url,
      HANDSHAKE_OPENTOFU_RELEASES: url,
      HANDSHAKE_PYTHON_RELEASES: url,
      HANDSHAKE_PLAYED_PUBLISHER: trust,
    },
    asked,
    faults,
    files,
    privateKey,
    release({ program, version, folder: below, signature }, archive) {
      const name = `${program}_${version}_${terraformPlatform()}.zip`;
      const sums = Buffer.from(
        `${'0'.repeat(64)}  ${program}_${version}_plan9_386.zip\n${sha256(archive)}  ${name}\n`,
      );
      const base = `/${below}/${program}_${version}_SHA256SUMS`;
      files.set(`/${below}/${name}`, archive);
      files.set(base, sums);
      files.set(`${base}${signature}`, signAs(privateKey, sums));
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A program that says which version it is, as Terraform says it. */
export function playedTerraform(version: string = TERRAFORM.version): Buffer {
  return Buffer.from(`#!/bin/sh\necho '{"terraform_version": "${version}"}'\n`);
}

/** A zip archive of one program and a licence, as publishers make it. */
export function zipOf(name: string, program: Buffer): Buffer {
  return Buffer.from(zipSync({ 'LICENSE.txt': Buffer.from('licence\n'), [name]: program }, { level: 1 }));
}

function keyOf(publicKey: KeyObject): PublisherKey {
  const { n = '' } = publicKey.export({ format: 'jwk' });
  const numbers = { createdAt: 1_700_000_000, modulus: n };
  return { ...numbers, fingerprint: fingerprintOf(numbers) };
}

/** A detached OpenPGP signature: version 4, RSA, SHA-256. */
export function signAs(privateKey: KeyObject, document: Buffer): Buffer {
  const settings = Buffer.from([4, 0x00, 1, 8, 0, 6, 5, 2, 0x65, 0x54, 0x00, 0x00]);
  const trailer = Buffer.concat([settings, Buffer.from([4, 0xff, 0, 0, 0, settings.length])]);
  const signed = createSign('sha256').update(document).update(trailer).sign(privateKey);
  // OpenPGP writes a number without the zeros before it, which one signature of 256 has.
  const value = signed.subarray(signed.findIndex((byte) => byte !== 0));
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(value.length * 8 - Math.clz32(value[0] ?? 0) + 24);
  const body = Buffer.concat([settings, Buffer.from([0, 0, 0, 0]), bits, value]);
  const head = Buffer.from([0x89, 0, 0]);
  head.writeUInt16BE(body.length, 1);
  return Buffer.concat([head, body]);
}
