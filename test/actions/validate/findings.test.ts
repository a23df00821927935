/** A policy that is wrong is found, at the line that it belongs to, by the name of the statement that is to blame. */

import { RULES } from '../../../actions/validate/finding-rules';
import { validateTenant } from '../../../actions/validate/validate-tenant';
import type { Tenant } from '../../../config/tenant/tenant';
import {
  type PolicySource,
  type PolicySources,
  policySources,
  worldOfSources,
} from '../../../worlds/proposed';
import { aTenant } from '../../a-tenant';
import { projectOf } from '../../worlds/tenants';
import cases from './findings.json';
import type { Document } from './mutations';

const OPTIONS = { hasTable: false, hasPicture: false, signal: new AbortController().signal };

interface Case {
  readonly name: string;
  readonly tenant: string;
  /** As findings call it. */
  readonly policy: string;
  /** The statement that is changed; of the document itself where there is none. */
  readonly sid: string | null;
  /** Elements otherwise, `null` for one that is taken away; the whole statement goes where there is no change. */
  readonly change: Readonly<Record<string, unknown>> | null;
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    /** What the message has in it. */
    readonly says: readonly string[];
  }[];
}

const CASES = cases as readonly Case[];

/** Findings that one slip may come to. */
const MOST = 8;

const WITH_ALL: Partial<Tenant> = {
  accessPoint: { name: 'acme-point' },
  verifier: { principal: 'arn:aws:iam::111122223333:role/ci' },
};
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const TENANTS: Readonly<Record<string, Tenant>> = {
  plain: aTenant(),
  open: { ...aTenant({ bucket: { kmsKeyArn: KEY } }), ...WITH_ALL },
  suspended: aTenant({ access: 'suspended' }),
  resumed: aTenant({ revokeSessionsBefore: '2026-03-01T00:00:00Z' }),
};

function otherwise<T extends object>(value: T, change: Readonly<Record<string, unknown>>): T {
  const entries = Object.entries({ ...value, ...change }).filter(([, one]) => one !== null);
  return Object.fromEntries(entries) as T;
}

function changed(source: PolicySource, { policy, sid, change }: Case): PolicySource {
  if (source.name !== policy) return source;
  const document = source.document as Document;
  if (sid === null) return { ...source, document: otherwise(document, change ?? {}) };
  expect(document.Statement.map(({ Sid }) => Sid)).toContain(sid);
  const Statement = document.Statement.flatMap((one) => {
    if (one.Sid !== sid) return [one];
    return change === null ? [] : [otherwise(one, change)];
  });
  return { ...source, document: { ...document, Statement } };
}

function sourcesWith({ trust, identity, bucket, accessPoint, key }: PolicySources, row: Case): PolicySources {
  return {
    ...(trust ? { trust: changed(trust, row) } : {}),
    identity: identity.map((one) => changed(one, row)),
    bucket: changed(bucket, row),
    ...(accessPoint ? { accessPoint: changed(accessPoint, row) } : {}),
    ...(key ? { key: changed(key, row) } : {}),
  };
}

test.each(CASES)('$name', async (row) => {
  const tenant = TENANTS[row.tenant] ?? aTenant();
  const project = projectOf([tenant]);
  expect((await validateTenant(project, tenant, OPTIONS)).findings).toEqual([]);
  const sources = sourcesWith(policySources(project, tenant), row);
  const { findings } = await validateTenant(project, tenant, OPTIONS, worldOfSources(tenant, sources));
  const found = row.findings.map(({ rule, path, says }) => {
    const match = findings.find(
      (one) => one.rule === rule && one.place?.path === path && hasAll(one.message, says),
    );
    return match ? { rule, path, says } : { nothingLike: says, findings };
  });
  expect(found).toEqual(row.findings);
  // One slip is few findings, and none names what only stands in for policies that others write.
  expect(findings.length).toBeLessThanOrEqual(MOST);
  for (const { message } of findings) expect(message).not.toMatch(/its own policies|was not read/);
});

function hasAll(message: string, says: readonly string[]): boolean {
  return says.every((part) => message.includes(part));
}

test('the table has every rule that a policy can break', () => {
  const { file: _file, notice: _notice, 'organization-denies': _organization, ...rules } = RULES;
  const found = new Set(CASES.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  expect([...found].sort()).toEqual(Object.keys(rules).sort());
});
