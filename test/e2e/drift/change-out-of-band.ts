/** Changes that somebody makes out of band, as data, and how they are taken back. */
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as s3Control from '@aws-sdk/client-s3-control';
import { type Project, selectTenants, sharersOf } from '../../../config';
import { targetRoleArn, targetRoleDescription } from '../../../config/tenant/names';
import { policyJson } from '../../../policies/policy-document';
import { tenantPolicies } from '../../../policies/tenant-policies';
import type { AdminClients } from '../../actions/drift/admin';

/** An SDK call: `s3 PutBucketCors`. In texts, `{bucket}`, `{role}` and so on stand for the tenant's own. */
interface Call {
  readonly call: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A change of a policy that is deployed, where it stands; JSON pointers as paths, `-` for behind the last. */
interface PolicyChange {
  readonly policy: 'trust' | 'role' | 'bucket' | 'access-point';
  readonly patch: readonly {
    readonly op: 'set' | 'add' | 'remove' | 'reverse';
    readonly path: string;
    readonly value?: unknown;
  }[];
}

export interface Change {
  readonly name: string;
  readonly do: readonly (Call | PolicyChange)[];
  /** Policies are put back by themselves. */
  readonly undo?: readonly Call[];
}

/** A tenant's own names, and the documents of its policies. */
export interface Subject {
  readonly names: Readonly<Record<string, string>>;
  readonly policies: Readonly<Record<PolicyChange['policy'], string>>;
}

/** `others`: names that are no tenant's, such as of the bucket for logs. */
export function subjectOf(
  project: Project,
  name: string,
  others: Readonly<Record<'logBucket' | 'key', string>>,
): Subject {
  const [tenant] = selectTenants(project, [name]);
  if (!tenant) throw new Error(`there is no tenant ${name}`);
  const policies = Object.fromEntries(
    tenantPolicies(tenant, sharersOf(project, tenant)).map(({ kind, policy }) => [kind, policyJson(policy)]),
  ) as Subject['policies'];
  const { account, region, bucket, target } = tenant;
  const accessPoint = tenant.accessPoint?.name ?? '';
  const [externalId = ''] = tenant.externalIds;
  return {
    policies,
    names: {
      ...others,
      tenant: name,
      account,
      bucket: bucket.name,
      role: target.name,
      roleArn: targetRoleArn(tenant),
      description: targetRoleDescription(tenant),
      accessPoint,
      accessPointArn: `arn:aws:s3:${region}:${account}:accesspoint/${accessPoint}`,
      externalId,
      EXTERNALID: externalId.toUpperCase(),
      trustPolicy: policies.trust,
      rolePolicy: policies.role,
      bucketPolicy: policies.bucket,
      accessPointPolicy: policies['access-point'],
    },
  };
}

const COMMANDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { s3, s3Control, iam };

/** Makes the change; answers what takes it back. */
export async function changeOutOfBand(
  change: Change,
  subject: Subject,
  clients: AdminClients,
): Promise<() => Promise<void>> {
  for (const step of change.do)
    await send('call' in step ? step : putPolicy(step.policy, patched(subject, step)), subject, clients);
  return async () => {
    for (const step of change.undo ?? []) await send(step, subject, clients);
    for (const step of change.do)
      if ('policy' in step)
        await send(putPolicy(step.policy, subject.policies[step.policy]), subject, clients);
  };
}

async function send({ call, input }: Call, { names }: Subject, clients: AdminClients): Promise<void> {
  const [service = '', operation = ''] = call.split(' ');
  const Command = COMMANDS[service]?.[`${operation}Command`] as new (input: unknown) => never;
  const client = clients[service as keyof AdminClients] as { send(command: unknown): Promise<unknown> };
  await client.send(new Command(filled(input, names)));
}

/** Documents are JSON themselves: names are filled in, but nothing else in them is touched. */
function filled(value: unknown, names: Subject['names']): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/\{(\w+)\}/g, (all, name: string) => names[name] ?? all);
  if (Array.isArray(value)) return value.map((inner) => filled(inner, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, names)]));
}

function putPolicy(policy: PolicyChange['policy'], document: string): Call {
  switch (policy) {
    case 'trust':
      return { call: 'iam UpdateAssumeRolePolicy', input: { RoleName: '{role}', PolicyDocument: document } };
    case 'role':
      return {
        call: 'iam PutRolePolicy',
        input: { RoleName: '{role}', PolicyName: 's3-handshake-access', PolicyDocument: document },
      };
    case 'bucket':
      return { call: 's3 PutBucketPolicy', input: { Bucket: '{bucket}', Policy: document } };
    case 'access-point':
      return {
        call: 's3Control PutAccessPointPolicy',
        input: { AccountId: '{account}', Name: '{accessPoint}', Policy: document },
      };
  }
}

function patched({ policies, names }: Subject, { policy, patch }: PolicyChange): string {
  const document = JSON.parse(policies[policy]);
  for (const { op, path, value } of patch) {
    const steps = path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/'));
    const last = steps.pop() ?? '';
    const parent = steps.reduce((inner, step) => inner[step], document);
    const filledIn = filled(value, names);
    if (op === 'remove') Array.isArray(parent) ? parent.splice(Number(last), 1) : delete parent[last];
    else if (op === 'reverse') parent[last].reverse();
    else if (last === '-') parent.push(filledIn);
    else parent[last] = filledIn;
  }
  return JSON.stringify(document);
}
