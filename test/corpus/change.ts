/** Changes to what is deployed, as data, made on readings in memory. */
import type { DeployedAccessPoint } from '../../aws/deployed/access-point';
import type { DeployedBucket } from '../../aws/deployed/bucket';
import type { BucketSettingName } from '../../aws/deployed/bucket-settings';
import type { IdentityPolicies } from '../../aws/deployed/identity-policies';
import { ABSENT, type Absent, type Present, present, type Reading } from '../../aws/deployed/reading';
import type { DeployedTenant } from '../../aws/deployed/tenant-readings';
import type { Json } from '../../config/values/json-value';
import { document, keyReading } from '../deployed-readings';
import { type Rewriting, rewritten } from './rewriting';

/** Of which policy: of the role or user the kit's own. */
export type PolicyName = 'trust' | 'role' | 'bucket' | 'access-point' | 'key' | 'boundary';

export type Statement = Readonly<Record<string, unknown>>;

/** A policy's statements changed: by Sid, or by number from 0 where they have none. */
interface PolicyChange {
  readonly policy: PolicyName;
  /** Elements that are put in place of a statement's own; null takes an element away. */
  readonly change?: Readonly<Record<string, Statement>>;
  readonly drop?: readonly string[];
  readonly add?: readonly Statement[];
  /** The same meaning in another form. */
  readonly rewrite?: Rewriting;
}

export type Change =
  | PolicyChange
  /** An inline policy of the target beside the kit's own; null takes one away. */
  | { readonly inline: string; readonly statements: readonly Statement[] | null }
  | { readonly attached: string; readonly statements: readonly Statement[] }
  /** Of the role or user; null for none. */
  | { readonly boundary: string | null; readonly statements?: readonly Statement[] }
  | { readonly setting: BucketSettingName; readonly value: Json }
  | { readonly accessPoint: Readonly<Record<string, unknown>> }
  /** Another way of using the key: its state. `key`: its ARN. */
  | { readonly key: string; readonly state: string }
  | { readonly target: Readonly<Record<string, unknown>> }
  | { readonly absent: 'target' | 'bucket' | 'access-point' | 'key' }
  | { readonly foreign: 'bucket' };

export function changed(deployed: DeployedTenant, changes: readonly Change[]): DeployedTenant {
  return changes.reduce(changedOnce, deployed);
}

function changedOnce(deployed: DeployedTenant, change: Change): DeployedTenant {
  if ('policy' in change) return withPolicy(deployed, change.policy, (text) => edited(text, change));
  if ('inline' in change) return withInline(deployed, change.inline, change.statements);
  if ('attached' in change) return withAttached(deployed, change.attached, change.statements);
  if ('boundary' in change) return withBoundary(deployed, change.boundary, change.statements ?? []);
  if ('setting' in change) return withSetting(deployed, change.setting, change.value);
  if ('accessPoint' in change)
    return withPoint(deployed, (point) => ({
      ...point,
      settings: patched(point.settings, change.accessPoint),
    }));
  if ('key' in change)
    return {
      ...deployed,
      keys: new Map([...deployed.keys, [change.key, present(keyReading(change.key, change.state))]]),
    };
  if ('target' in change)
    return withTarget(deployed, (target) => ({
      ...target,
      settings: patched(target.settings, change.target),
    }));
  if ('foreign' in change) return { ...deployed, bucket: { state: 'foreign' } };
  return without(deployed, change.absent);
}

function without(
  deployed: DeployedTenant,
  part: 'target' | 'bucket' | 'access-point' | 'key',
): DeployedTenant {
  const { target } = deployed;
  switch (part) {
    case 'target':
      return {
        ...deployed,
        target: target.kind === 'role' ? { ...target, role: ABSENT } : { ...target, user: ABSENT },
      };
    case 'bucket':
      return { ...deployed, bucket: ABSENT };
    case 'access-point':
      return {
        ...deployed,
        accessPoints: new Map([...deployed.accessPoints.keys()].map((name) => [name, ABSENT])),
      };
    case 'key':
      return { ...deployed, keys: new Map([...deployed.keys.keys()].map((id) => [id, ABSENT])) };
  }
}

type Target = IdentityPolicies & { readonly settings: Reading<object> };

function withTarget(deployed: DeployedTenant, edit: (target: Target) => Target): DeployedTenant {
  const { target } = deployed;
  const read: Reading<object> = target.kind === 'role' ? target.role : target.user;
  const found = thereOf(read, 'the target');
  const value = present(edit(found as Target)) as never;
  return {
    ...deployed,
    target: target.kind === 'role' ? { ...target, role: value } : { ...target, user: value },
  };
}

function withInline(
  deployed: DeployedTenant,
  name: string,
  statements: readonly Statement[] | null,
): DeployedTenant {
  return withTarget(deployed, (target) => {
    const policies = new Map(thereOf(target.inlinePolicies, 'the inline policies'));
    if (statements === null) policies.delete(name);
    else policies.set(name, present(document(statements)));
    return { ...target, inlinePolicies: present(policies) };
  });
}

function withAttached(
  deployed: DeployedTenant,
  arn: string,
  statements: readonly Statement[],
): DeployedTenant {
  const attached = withTarget(deployed, (target) => {
    const policies = new Map(thereOf(target.attachedPolicies, 'the attached policies'));
    return { ...target, attachedPolicies: present(policies.set(arn, arn.slice(arn.lastIndexOf('/') + 1))) };
  });
  return withManaged(attached, arn, statements);
}

function withBoundary(
  deployed: DeployedTenant,
  arn: string | null,
  statements: readonly Statement[],
): DeployedTenant {
  const bounded = withTarget(deployed, (target) => {
    const { permissionsBoundary: _, ...settings } = thereOf(target.settings, 'the settings') as Record<
      string,
      unknown
    >;
    return {
      ...target,
      settings: present(arn === null ? settings : { ...settings, permissionsBoundary: arn }),
    };
  });
  return arn === null ? bounded : withManaged(bounded, arn, statements);
}

function withManaged(
  deployed: DeployedTenant,
  arn: string,
  statements: readonly Statement[],
): DeployedTenant {
  return {
    ...deployed,
    managedPolicies: new Map([...deployed.managedPolicies, [arn, present(document(statements))]]),
  };
}

function withSetting(deployed: DeployedTenant, name: BucketSettingName, value: Json): DeployedTenant {
  return withBucket(deployed, (bucket) => ({
    ...bucket,
    settings: { ...bucket.settings, [name]: value === null ? ABSENT : present(value) },
  }));
}

function withBucket(
  deployed: DeployedTenant,
  edit: (bucket: DeployedBucket) => DeployedBucket,
): DeployedTenant {
  return { ...deployed, bucket: present(edit(thereOf(deployed.bucket, 'the bucket'))) };
}

/** The first: the tenant's own. */
function withPoint(
  deployed: DeployedTenant,
  edit: (point: DeployedAccessPoint) => DeployedAccessPoint,
): DeployedTenant {
  const [[name, point], ...others] = [...deployed.accessPoints] as [
    [string, Present<DeployedAccessPoint> | Absent],
  ];
  return {
    ...deployed,
    accessPoints: new Map([[name, present(edit(thereOf(point, 'the access point')))], ...others]),
  };
}

function withPolicy(
  deployed: DeployedTenant,
  name: PolicyName,
  edit: (text: string) => string,
): DeployedTenant {
  switch (name) {
    case 'bucket':
      return withBucket(deployed, (bucket) => {
        const text = bucket.settings.policy ?? ABSENT;
        const own = text.state === 'present' ? String(text.value) : document([]);
        return { ...bucket, settings: { ...bucket.settings, policy: present(edit(own)) } };
      });
    case 'access-point':
      return withPoint(deployed, (point) => ({
        ...point,
        policy: present(edit(thereOf(point.policy, name))),
      }));
    case 'trust':
      return withTarget(deployed, (target) => {
        const { trustPolicy } = thereOf(target.settings, name) as { trustPolicy: string };
        return { ...target, settings: patched(target.settings, { trustPolicy: edit(trustPolicy) }) };
      });
    case 'role':
      return withTarget(deployed, (target) => {
        const policies = new Map(thereOf(target.inlinePolicies, name));
        const [own = ''] = policies.keys();
        const text = thereOf(policies.get(own) ?? ABSENT, name);
        return { ...target, inlinePolicies: present(policies.set(own, present(edit(text)))) };
      });
    case 'boundary': {
      const [[arn, text]] = [...deployed.managedPolicies] as [[string, Reading<string>]];
      const managedPolicies = new Map([
        ...deployed.managedPolicies,
        [arn, present(edit(thereOf(text, name)))],
      ]);
      return { ...deployed, managedPolicies };
    }
    case 'key': {
      const keys = [...deployed.keys].map(([id, key]) => {
        const value = thereOf(key, name);
        return [id, present({ ...value, policy: present(edit(thereOf(value.policy, name))) })] as const;
      });
      return { ...deployed, keys: new Map(keys) };
    }
  }
}

function edited(text: string, { policy, change = {}, drop = [], add = [], rewrite }: PolicyChange): string {
  const parsed = JSON.parse(text) as { Statement: Statement[] };
  const nameOf = ({ Sid }: Statement, at: number): string => String(Sid ?? at);
  const names = parsed.Statement.map(nameOf);
  const unknown = [...Object.keys(change), ...drop].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`the ${policy} policy has no statement ${unknown.join(', ')}`);
  const Statement = parsed.Statement.map((statement, at) => ({
    ...statement,
    ...change[nameOf(statement, at)],
  }))
    .filter((_, at) => !drop.includes(names[at] ?? ''))
    .map((statement) => Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== null)))
    .concat(add as Record<string, unknown>[]);
  const whole = { ...parsed, Statement };
  return JSON.stringify(rewrite === undefined ? whole : rewritten(whole, rewrite));
}

function patched<T extends object>(
  reading: Reading<T>,
  patch: Readonly<Record<string, unknown>>,
): Reading<T> {
  return present({ ...thereOf(reading, 'the settings'), ...patch } as T);
}

function thereOf<T>(reading: Reading<T> | { readonly state: 'foreign' }, name: string): T {
  if (reading.state !== 'present') throw new Error(`${name} is not there to be changed`);
  return reading.value;
}
