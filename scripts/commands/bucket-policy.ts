/**
 * `s3-handshake bucket-policy`: what the owner of a bucket that no stack makes must add to the bucket's policy, and the
 * owner of a KMS key to the key's. Both have one owner, so the kit prints and never writes.
 */
import { parseArgs } from 'node:util';
import { makerOf } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { statementsForBucketOwner } from '../../policies/bucket-policy';
import { loadDeployable } from '../../policies/deployable';
import { statementsForKeyOwner } from '../../policies/key-policy';
import { documentOf, type Policy } from '../../policies/policy-document';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Command, Io } from '../command';
import { statementText } from './policies';

export const command: Command = {
  name: 'bucket-policy',
  summary: 'Print what the owner of an existing bucket or KMS key must add to its policy.',
  usage: 'Usage: s3-handshake bucket-policy <tenant…> [--json]',
  run,
};

interface ForOwners {
  readonly tenant: Tenant;
  /** Undefined where a stack makes the bucket and its policy. */
  readonly bucket?: Policy;
  /** The tenant whose stack makes the bucket. */
  readonly maker?: Tenant;
  readonly key?: Policy;
}

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const { project, tenants, leftOut } = loadDeployable(io.cwd, positionals);
  const all = tenants.map((tenant): ForOwners => {
    const maker = tenant.bucket.existing ? makerOf(project, tenant) : tenant;
    const key = statementsForKeyOwner(tenant);
    return {
      tenant,
      ...(maker ? { maker } : { bucket: statementsForBucketOwner(tenant) }),
      ...(key ? { key } : {}),
    };
  });
  io.stdout(values.json ? asJson(all) : all.map(asText).join('\n'));
  return leftOut.length > 0 ? EXIT.error : EXIT.ok;
}

function asJson(all: readonly ForOwners[]): string {
  const tenants = all.map(({ tenant, bucket, key, maker }) => ({
    tenant: tenant.name,
    bucket: tenant.bucket.name,
    madeBy: maker?.name ?? null,
    bucketPolicy: bucket ? documentOf(bucket) : null,
    kmsKeyArn: tenant.bucket.kmsKeyArn ?? null,
    keyPolicy: key ? documentOf(key) : null,
  }));
  return `${JSON.stringify({ version: 1, tenants }, null, 2)}\n`;
}

function asText({ tenant, bucket, maker, key }: ForOwners): string {
  const parts: string[] = [];
  if (maker)
    parts.push(
      `${tenant.name}: the stack of ${maker.name} makes ${tenant.bucket.name} and its policy; nothing to add there.\n`,
    );
  if (bucket)
    parts.push(
      `${tenant.name}: add these statements to the policy of the bucket ${tenant.bucket.name}:\n`,
      ...bucket.statements.map(statementText),
    );
  if (key)
    parts.push(
      `${tenant.name}: add this statement to the policy of the key ${tenant.bucket.kmsKeyArn ?? ''}:\n`,
      ...key.statements.map(statementText),
    );
  return parts.join('\n');
}
