/**
 * What IAM refuses for how much there may be of a thing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { listed } from './iam-permissions';
import type { IamState, NamedDocument } from './iam-state';
import type { Query } from './message';
import { Refusal } from './refusal';

/** Characters without whitespace. */
const TRUST_POLICY = 2048;
const MANAGED_POLICY = 6144;
const INLINE_POLICIES = { group: 5120, role: 10_240, user: 2048 } as const;
const TAGS = 50;

type Limit = (form: Query, state: () => Promise<IamState>) => Promise<Refusal | undefined>;

/** By operation. */
const LIMITS: Readonly<Record<string, Limit>> = {
  CreateRole: async (form) => beyond(TRUST_POLICY, [form.get('AssumeRolePolicyDocument')], 'ACLSizePerRole'),
  UpdateAssumeRolePolicy: async (form) =>
    beyond(TRUST_POLICY, [form.get('PolicyDocument')], 'ACLSizePerRole'),
  CreatePolicy: async (form) => beyond(MANAGED_POLICY, [form.get('PolicyDocument')], 'PolicySize'),
  CreatePolicyVersion: async (form) => beyond(MANAGED_POLICY, [form.get('PolicyDocument')], 'PolicySize'),
  PutGroupPolicy: async (form, state) => {
    const name = form.get('GroupName') ?? '';
    return inlineBeyond('group', name, (await state()).groups.get(name)?.inline, form);
  },
  PutRolePolicy: async (form, state) => {
    const name = form.get('RoleName') ?? '';
    return inlineBeyond('role', name, (await state()).roles.get(name)?.inline, form);
  },
  PutUserPolicy: async (form, state) => {
    const name = form.get('UserName') ?? '';
    return inlineBeyond('user', name, (await state()).users.get(name)?.inline, form);
  },
  TagRole: async (form, state) =>
    tagsBeyond((await state()).roles.get(form.get('RoleName') ?? '')?.tags, form),
  TagUser: async (form, state) =>
    tagsBeyond((await state()).users.get(form.get('UserName') ?? '')?.tags, form),
};

/** `state`: what is written in the account. Throws AWS's refusal of what would be too much. */
export async function checkLimits(
  action: string,
  form: Query,
  state: () => Promise<IamState>,
): Promise<void> {
  const limit = Object.hasOwn(LIMITS, action) ? LIMITS[action] : undefined;
  const refusal = await limit?.(form, state);
  if (refusal) throw refusal;
}

function sizeOf(documents: readonly (string | undefined)[]): number {
  return documents.join('').replace(/\s/g, '').length;
}

function beyond(
  most: number,
  documents: readonly (string | undefined)[],
  quota: string,
): Refusal | undefined {
  return sizeOf(documents) > most ? exceeded(`Cannot exceed quota for ${quota}: ${most}`) : undefined;
}

/** All inline policies of one entity count together. */
function inlineBeyond(
  kind: keyof typeof INLINE_POLICIES,
  name: string,
  inline: readonly NamedDocument[] = [],
  form: Query,
): Refusal | undefined {
  const others = inline.filter((one) => one.name !== form.get('PolicyName'));
  const size = sizeOf([...others.map(({ document }) => document), form.get('PolicyDocument')]);
  const most = INLINE_POLICIES[kind];
  return size > most
    ? exceeded(`Maximum policy size of ${most} bytes exceeded for ${kind} ${name}`)
    : undefined;
}

function tagsBeyond(tags: Readonly<Record<string, string>> = {}, form: Query): Refusal | undefined {
  const keys = [...Object.keys(tags), ...listed(form, 'Tags', '.Key')].map((key) => key.toLowerCase());
  const isBeyond = new Set(keys).size > TAGS;
  return isBeyond ? exceeded(`Cannot exceed quota for TagsPerResource: ${TAGS}`) : undefined;
}

function exceeded(message: string): Refusal {
  return new Refusal(409, 'LimitExceeded', message);
}
