/** `s3-handshake policies`: what would be deployed, for those who must approve it. */
import { parseArgs } from 'node:util';
import { sharersOf } from '../../config/fleet/project';
import { loadDeployable } from '../../policies/deployable';
import { documentOf, type ReasonedStatement } from '../../policies/policy-document';
import { type AttachedPolicy, tenantPolicies } from '../../policies/tenant-policies';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { fold, WIDTH } from '../../report/fold';
import type { Command, Io } from '../command';

const TITLES: Readonly<Record<AttachedPolicy['kind'], string>> = {
  trust: 'Trust policy',
  role: 'Inline policy',
  user: 'Inline policy',
  bucket: 'Bucket policy',
  'access-point': 'Access point policy',
};

export const command: Command = {
  name: 'policies',
  summary: 'Print every policy that would be deployed, each statement with its reason.',
  usage: 'Usage: s3-handshake policies [tenant…] [--json]',
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const { project, tenants, leftOut } = loadDeployable(io.cwd, positionals);
  const documents = tenants.map((tenant) => ({
    tenant: tenant.name,
    policies: tenantPolicies(tenant, sharersOf(project, tenant)),
  }));
  if (values.json) {
    const plain = documents.map(({ tenant, policies }) => ({ tenant, policies: policies.map(asJson) }));
    io.stdout(`${JSON.stringify({ version: 1, tenants: plain }, null, 2)}\n`);
  } else {
    for (const { tenant, policies } of documents)
      io.stdout(`${tenant}\n${'═'.repeat(tenant.length)}\n\n${policies.map(asText).join('\n')}\n`);
  }
  return leftOut.length > 0 ? EXIT.error : EXIT.ok;
}

function asJson({ kind, policy, on }: AttachedPolicy): unknown {
  return {
    kind,
    name: policy.name,
    on,
    document: documentOf(policy),
    reasons: Object.fromEntries(policy.statements.map(({ statement, reason }) => [statement.Sid, reason])),
  };
}

function asText({ kind, policy, on }: AttachedPolicy): string {
  const isInline = kind === 'role' || kind === 'user';
  const title = isInline ? `${TITLES[kind]} ${policy.name} of ${on}` : `${TITLES[kind]} of ${on}`;
  return [title, '─'.repeat(title.length), ...policy.statements.map(statementText)].join('\n');
}

/** The reason, then the statement as it would stand in the document. */
export function statementText({ statement, reason }: ReasonedStatement): string {
  return [...fold(reason, WIDTH), JSON.stringify(statement, null, 2), ''].join('\n');
}
