/**
 * What somebody could do to a deployment behind the kit's back, made from kinds and written by hand; and what changes
 * nothing. One row for each, for every command that looks at what is deployed.
 */
import { join } from 'node:path';
import { loadProject, selectTenants } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPolicy } from '../../policies/access-policy';
import { policyJson } from '../../policies/policy-document';
import { trustPolicy } from '../../policies/trust-policy';
import byHand from './by-hand.json';
import type { Change, PolicyName, Statement } from './change';
import kinds from './kinds.json';
import { REWRITINGS } from './rewriting';

export interface Row {
  readonly name: string;
  readonly tenant: string;
  readonly changes: readonly Change[];
  /** Directions in which what is deployed then differs from the file; `dormant` where another policy still denies. */
  readonly finds: readonly ('more' | 'less' | 'dormant')[];
  /** The statement or the setting that does it, as it must be named: `Added`. */
  readonly by: string;
}

export interface HarmlessRow {
  readonly name: string;
  readonly tenant: string;
  readonly changes: readonly Change[];
}

export const PROJECT = loadProject(join(__dirname, 'project'));

export function tenantNamed(name: string): Tenant {
  const [tenant] = selectTenants(PROJECT, [name]);
  if (!tenant) throw new Error(`there is no tenant ${name}`);
  return tenant;
}

const ADDED = 'Added';

function added(statement: Statement): Statement {
  return { Sid: ADDED, Effect: 'Allow', ...statement };
}

function conditionsOf(...parts: readonly (Statement | undefined)[]): Statement {
  const merged: Record<string, Statement> = {};
  for (const part of parts)
    for (const [operator, keys] of Object.entries(part ?? {}))
      merged[operator] = { ...merged[operator], ...(keys as Statement) };
  return Object.keys(merged).length === 0 ? {} : { Condition: merged };
}

function entries<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record);
}

function addedTo(
  policy: PolicyName,
  tenant: string,
  name: string,
  statement: Statement,
  finds: Row['finds'] = ['more'],
): Row {
  return { name, tenant, changes: [{ policy, add: [added(statement)] }], finds, by: ADDED };
}

function inTrust(): readonly Row[] {
  const { tenant, principals, conditions } = kinds.trust;
  return entries<Statement>(principals).flatMap(([who, { Principal, Condition }]) =>
    entries<Statement>(conditions).map(([how, more]) =>
      addedTo('trust', tenant, `trust: ${who} ${how}`, {
        Principal,
        Action: 'sts:AssumeRole',
        ...conditionsOf(Condition as Statement | undefined, more),
      }),
    ),
  );
}

function inRole(): readonly Row[] {
  const { role, lists, administration } = kinds;
  return [
    ...entries(role.resources).flatMap(([where, Resource]) =>
      role.actions.map((Action) =>
        addedTo('role', role.tenant, `role: ${Action} on ${where}`, { Action, Resource }),
      ),
    ),
    ...entries<Statement>(lists.conditions).flatMap(([how, condition]) =>
      lists.actions.map((Action) =>
        addedTo('role', lists.tenant, `role: ${Action} of ${how}`, {
          Action,
          Resource: lists.resource,
          ...conditionsOf(condition),
        }),
      ),
    ),
    ...administration.actions.map((Action) =>
      addedTo('role', administration.tenant, `role: ${Action}`, {
        Action,
        Resource: administration.resource,
      }),
    ),
  ];
}

function inBucket(): readonly Row[] {
  const { tenant, principals, rights } = kinds.bucket;
  return entries<Statement>(principals).flatMap(([who, { Principal, Condition, open }]) =>
    entries<Statement>(rights).map(([what, { Condition: more, ...right }]): Row => {
      const row = addedTo('bucket', tenant, `bucket: ${who} gets ${what}`, {
        Principal,
        ...right,
        ...conditionsOf(Condition as Statement | undefined, more as Statement | undefined),
      });
      // A block keeps a policy for everybody from opening anything.
      return open
        ? { ...row, changes: [{ setting: 'publicAccessBlock', value: null }, ...row.changes] }
        : row;
    }),
  );
}

function inAccessPoint(): readonly Row[] {
  const { tenant, principals, rights, delegation } = kinds['access-point'];
  return entries<unknown>(principals).flatMap(([who, Principal]) =>
    entries<Statement>(rights).flatMap(([what, right]): readonly Row[] => {
      const waits = addedTo(
        'access-point',
        tenant,
        `access point: ${who} gets ${what}`,
        { Principal, ...right },
        ['dormant'],
      );
      const delegated: Change = { policy: 'bucket', add: [delegation] };
      return [
        waits,
        {
          ...waits,
          name: `${waits.name}, and the bucket delegates`,
          changes: [delegated, ...waits.changes],
          finds: ['more'],
        },
      ];
    }),
  );
}

function inKey(): readonly Row[] {
  const { tenant, principals, actions } = kinds.key;
  return entries<Statement>(principals).flatMap(([who, named]) =>
    actions.map((Action) =>
      addedTo('key', tenant, `key: ${who} gets ${Action}`, { ...named, Action, Resource: '*' }),
    ),
  );
}

function denies(): readonly Row[] {
  const { tenant, ...policies } = kinds.denies;
  return entries<Readonly<Record<string, Statement>>>(policies).flatMap(([policy, statements]) =>
    entries(statements).map(([what, statement]) =>
      addedTo(policy as PolicyName, tenant, `${policy}: denied: ${what}`, { ...statement, Effect: 'Deny' }, [
        'less',
      ]),
    ),
  );
}

function inAcl(): readonly Row[] {
  const { tenant, grantees, permissions } = kinds.acl;
  return grantees.flatMap((grantee) =>
    permissions.map(
      (permission): Row => ({
        name: `ACL: ${permission} to ${grantee.slice(0, 20)}`,
        tenant,
        changes: [
          { setting: 'publicAccessBlock', value: null },
          { setting: 'ownership', value: { ObjectOwnership: 'ObjectWriter' } },
          { setting: 'acl', value: { [`${grantee} ${permission}`]: permission } },
        ],
        finds: ['more'],
        by: `Acl ${permission} ${grantee}`,
      }),
    ),
  );
}

interface OwnStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
}

/** What the kit itself writes: each statement taken away, turned round, and without one of its actions. */
function inOwnStatements(name: string): readonly Row[] {
  const tenant = tenantNamed(name);
  const documents: readonly (readonly [PolicyName, string])[] = [
    ...(tenant.credentials === 'role' ? [['trust', policyJson(trustPolicy(tenant))] as const] : []),
    ['role', policyJson(accessPolicy(tenant))],
  ];
  return documents.flatMap(([policy, text]) => {
    const { Statement: statements } = JSON.parse(text) as { readonly Statement: readonly OwnStatement[] };
    return statements.flatMap(({ Sid, Effect, Action }): readonly Row[] => {
      if (Effect !== 'Allow') return [];
      const row = (what: string, change: Change, by: string): Row => ({
        name: `${name}: ${policy}: ${Sid} ${what}`,
        tenant: name,
        changes: [change],
        finds: ['less'],
        by,
      });
      const actions = [Action].flat();
      return [
        ...(statements.length > 1 ? [row('is gone', { policy, drop: [Sid] }, '')] : []),
        row('denies', { policy, change: { [Sid]: { Effect: 'Deny' } } }, Sid),
        ...(actions.length > 1
          ? actions.map((action) =>
              row(
                `lacks ${action}`,
                { policy, change: { [Sid]: { Action: actions.filter((other) => other !== action) } } },
                action,
              ),
            )
          : []),
      ];
    });
  });
}

/** Everything that must be found. */
export const CHANGES: readonly Row[] = [
  ...(byHand.changes as unknown as readonly Row[]),
  ...inTrust(),
  ...inRole(),
  ...inBucket(),
  ...inAccessPoint(),
  ...inKey(),
  ...denies(),
  ...inAcl(),
  ...['full', 'plain', 'channelmix', 'lodger', 'keyed'].flatMap(inOwnStatements),
];

const POLICIES: readonly PolicyName[] = ['trust', 'role', 'bucket', 'access-point', 'key'];

/** Everything that must not. In the policy of a role AWS takes no Id. */
export const HARMLESS: readonly HarmlessRow[] = [
  ...(byHand.harmless as unknown as readonly HarmlessRow[]),
  ...POLICIES.flatMap((policy) =>
    REWRITINGS.filter((rewrite) => !(policy === 'role' && rewrite === 'with an Id')).map((rewrite) => ({
      name: `${policy}: ${rewrite}`,
      tenant: 'full',
      changes: [{ policy, rewrite }],
    })),
  ),
];
