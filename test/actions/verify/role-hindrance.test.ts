/** What is waited for, and what is not: a role that is not there, and a trust policy that says no, do not settle. */
import type { IAMClient } from '@aws-sdk/client-iam';
import type { Check, Result } from '../../../actions/verify/check';
import { perform } from '../../../actions/verify/perform';
import { roleHindrance, trustHindrance } from '../../../actions/verify/role-hindrance';
import type { Stage } from '../../../actions/verify/stage';
import { policyJson } from '../../../policies/policy-document';
import { trustPolicy } from '../../../policies/trust-policy';
import { tenantNamed } from '../../corpus/corpus';

const TENANT = tenantNamed('plain');
const VERIFIER = 'arn:aws:iam::111122223333:role/ci/verifier';
const VERIFIED = { ...TENANT, verifier: { principal: VERIFIER } };
const CALLER = 'arn:aws:sts::111122223333:assumed-role/verifier/run';
const VENDOR = 'arn:aws:sts::999988887777:assumed-role/amperity-plugin/run';
const [ID = ''] = TENANT.externalIds;

const trustOf = (statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const letIn = (AWS: string, rest: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'sts:AssumeRole',
  ...rest,
});

test.each([
  ['as deployed, the vendor', TENANT, policyJson(trustPolicy(TENANT)), VENDOR, ID, false],
  ['as deployed, with another ID', TENANT, policyJson(trustPolicy(TENANT)), VENDOR, 'another', true],
  ['as deployed, the verifier', VERIFIED, policyJson(trustPolicy(VERIFIED)), CALLER, ID, false],
  ['without the verifier', VERIFIED, policyJson(trustPolicy(TENANT)), CALLER, ID, true],
  ['a Deny', VERIFIED, trustOf([letIn(VERIFIER), { ...letIn('*'), Effect: 'Deny' }]), CALLER, ID, true],
  ['by the account', VERIFIED, trustOf([letIn('arn:aws:iam::111122223333:root')]), CALLER, ID, false],
  [
    'by a key that nobody knows',
    VERIFIED,
    trustOf([letIn(VERIFIER, { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } })]),
    CALLER,
    ID,
    false,
  ],
  ['no policy at all', VERIFIED, 'not JSON', CALLER, ID, false],
  [
    'a caller that nobody expects',
    VERIFIED,
    trustOf([letIn(VERIFIER)]),
    'arn:aws:sts::111122223333:assumed-role/other/run',
    ID,
    false,
  ],
] as const)('%s', (_, tenant, trust, caller, id, stands) => {
  const says = trustHindrance(tenant, trust, caller, id);
  if (stands) expect(says).toContain(`does not let ${caller} in with the external ID ${id}`);
  else expect(says).toBeUndefined();
});

/** IAM as it answers for a role: what it has, or with which error. */
function iamOf(role: string | { readonly name: string }): IAMClient {
  const send = async (command: object) => {
    if (command.constructor.name !== 'GetRoleCommand')
      return { PolicyNames: [], AttachedPolicies: [], IsTruncated: false };
    if (typeof role !== 'string')
      throw Object.assign(new Error('no'), {
        name: role.name,
        $metadata: { httpStatusCode: role.name === 'NoSuchEntity' ? 404 : 403 },
      });
    return {
      Role: {
        RoleName: TENANT.target.name,
        Arn: 'arn:aws:iam::111122223333:role/r',
        Path: '/',
        RoleId: 'AROAEXAMPLE',
        CreateDate: new Date(0),
        MaxSessionDuration: 3600,
        AssumeRolePolicyDocument: encodeURIComponent(role),
      },
    };
  };
  return { send, config: {} } as unknown as IAMClient;
}

const VERIFIES = trustOf([letIn(VERIFIER)]);

test.each<[string, string | { readonly name: string }, string, object | undefined]>([
  ['is let in', VERIFIES, CALLER, undefined],
  [
    'is not let in',
    trustOf([letIn('arn:aws:iam::999988887777:root')]),
    CALLER,
    { absent: false, says: expect.stringContaining(`does not let ${CALLER} in`) },
  ],
  [
    'finds no role',
    { name: 'NoSuchEntity' },
    CALLER,
    { absent: true, says: expect.stringContaining(TENANT.target.name) },
  ],
  ['is nobody whom STS knows', { name: 'NoSuchEntity' }, 'nobody', undefined],
  ['may not read the role', { name: 'AccessDenied' }, CALLER, undefined],
  [
    'is of another account, where a role of this name says nothing',
    { name: 'NoSuchEntity' },
    VENDOR,
    undefined,
  ],
])('a caller that %s', async (_, role, caller, hindrance) => {
  expect(await roleHindrance(VERIFIED, iamOf(role), caller, ID)).toEqual(hindrance);
});

const CHECK: Check = {
  id: 'assume.right-external-id',
  says: 'assume the role with its external ID',
  expected: 'allowed',
  ask: { kind: 'assume', externalId: ID },
};

/** A run as the vendor, to which STS says no `denials` times; what it waited for. */
async function tried(
  denials: number,
  given: Partial<Stage>,
): Promise<{ result: Result | undefined; pauses: number; said: readonly string[] }> {
  let left = denials;
  let pauses = 0;
  const said: string[] = [];
  const live = {
    tenant: TENANT,
    session: undefined,
    settings: { region: TENANT.region },
    sts: {
      send: async () => {
        if (left-- > 0)
          throw Object.assign(new Error('no'), {
            name: 'AccessDenied',
            $metadata: { httpStatusCode: 403, attempts: 1 },
          });
        return { $metadata: {}, Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c' } };
      },
    },
  };
  const stage = {
    tenant: TENANT,
    as: 'vendor',
    absent: new Map(),
    stopped: undefined,
    judgement: undefined,
    live,
    settling: {
      seconds: 120,
      pause: async (tries: number) => {
        pauses += 1;
        return tries < 5;
      },
    },
    hindranceOf: async () => undefined,
    onWait: (message: string) => void said.push(message),
    ...given,
  } as unknown as Stage;
  const [result] = await perform(CHECK, stage);
  return { result, pauses, said };
}

test('what may settle is waited for, and said once', async () => {
  const { result, pauses, said } = await tried(3, {});
  expect(result?.status).toBe('pass');
  expect(pauses).toBe(3);
  expect(said).toEqual([
    'assume.right-external-id: assume the role with its external ID: AWS answers AccessDenied to what should be allowed; a deployment can take 120 seconds to act, so it is tried again until then',
  ]);
});

test('what does not settle in time fails', async () => {
  const { result, pauses } = await tried(100, {});
  expect(result).toMatchObject({ status: 'fail', code: 'AccessDenied' });
  expect(pauses).toBe(5);
});

test.each([
  [
    'the caller sees that there is no role',
    { hindranceOf: async () => ({ absent: true, says: 'there is no such thing as the role r' }) },
    'role',
  ],
  [
    'the caller sees that the trust policy says no',
    {
      hindranceOf: async () => ({
        absent: false,
        says: 'the trust policy of the role r, as it is deployed, does not let c in',
      }),
    },
    undefined,
  ],
  [
    'the owner saw that there is no role',
    { absent: new Map([['role', 'there is no such thing as the role r']]) as Stage['absent'] },
    'role',
  ],
])('%s: nothing is waited for, and it is said why', async (_, given, absent) => {
  const { result, pauses, said } = await tried(100, given);
  expect({ pauses, said }).toEqual({ pauses: 0, said: [] });
  expect(result).toMatchObject({ status: 'fail', code: 'AccessDenied' });
  expect(result?.absent).toBe(absent);
  expect(result?.message).toMatch(/the role r/);
});
