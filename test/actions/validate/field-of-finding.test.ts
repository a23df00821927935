/** At which field of the tenant's file a difference is told: the one by which it can be mended. */
import { differenceFindings, noticeFinding, problemFinding } from '../../../actions/validate/finding';
import type { PolicyKind } from '../../../iam';
import type { Case, Difference } from '../../../iam/reach';
import { aTenant } from '../../a-tenant';
import { projectOf } from '../../worlds/tenants';

const CI = 'arn:aws:iam::111122223333:role/ci';
const tenant = aTenant({
  verifier: { principal: CI },
  accessPoint: { name: 'acme-point' },
  bucket: { kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
});
const ROLE = 'arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod';
const OBJECT = 'arn:aws:s3:::acme-exchange/from-amperity/a';

interface Row {
  readonly kind: PolicyKind;
  readonly sid?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly prefix?: string;
  readonly by?: string;
}

function difference({
  kind,
  sid,
  action = 's3:GetObject',
  resource = OBJECT,
  prefix,
  by = ROLE,
}: Row): Difference {
  const statement = { policy: kind, policyKind: kind, index: 0, ...(sid === undefined ? {} : { sid }) };
  const witness = {
    principal: { kind: 'role', arn: by, roleArn: by, account: '111122223333' },
    action,
    resource: { arn: resource, account: '111122223333' },
    context: prefix === undefined ? {} : { 's3:prefix': prefix },
    complete: true,
  } as unknown as Case;
  return {
    direction: 'more',
    region: {
      principals: { examples: [], named: [ROLE], areAll: false },
      actions: { names: [action], levels: {}, areOpen: false },
      resources: { within: [resource], except: [], examples: [resource] },
      ways: [],
      conditions: [],
    },
    causes: [{ statement }] as unknown as Difference['causes'],
    allowedBy: [statement],
    deniedBy: undefined,
    rule: undefined,
    witness,
    otherwise: undefined,
  };
}

const BUCKET = 'arn:aws:s3:::acme-exchange';

test.each<[string, Row]>([
  ['revokeSessionsBefore', { kind: 'identity', sid: 'SessionsFromBefore' }],
  ['revokeSessionsBefore', { kind: 'identity', sid: 'OldSessions' }],
  ['access', { kind: 'identity', sid: 'Suspended' }],
  ['access', { kind: 'trust', sid: 'Nobody', action: 'sts:AssumeRole', resource: ROLE }],
  ['principal', { kind: 'trust', action: 'sts:AssumeRole', resource: ROLE }],
  ['principal', { kind: 'identity', action: 'sts:AssumeRole', resource: ROLE }],
  ['verifier.principal', { kind: 'trust', action: 'sts:AssumeRole', resource: ROLE, by: CI }],
  ['bucket.encryption.kmsKeyArn', { kind: 'identity', action: 'kms:Decrypt' }],
  ['bucket.encryption.kmsKeyArn', { kind: 'key', action: 'kms:Decrypt' }],
  ['bucket', { kind: 'bucket' }],
  ['bucket', { kind: 'bucket', action: 'kms:Decrypt' }],
  ['grants[1]', { kind: 'identity' }],
  ['grants[1]', { kind: 'access-point' }],
  ['grants[0]', { kind: 'identity', action: 's3:ListBucket', resource: BUCKET, prefix: 'to-amperity/a' }],
  ['grants', { kind: 'identity', action: 's3:ListBucket', resource: BUCKET, prefix: 'hr/to-amperity/' }],
  ['grants', { kind: 'identity', resource: `${BUCKET}/hr/from-amperity/` }],
  ['grants', { kind: 'identity', action: 's3:GetBucketPolicy', resource: BUCKET }],
  ['accessPoint', { kind: 'access-point', resource: `${BUCKET}/hr/a` }],
])('%s of %j', (path, row) => {
  const findings = differenceFindings(projectOf([tenant]), tenant, [difference(row)]);
  expect(findings.map(({ place, rule }) => [place?.path, rule])).toEqual([[path, 'allowed-too-much']]);
});

test('what a setting does, and no statement, is told at the grant that it is about', () => {
  const unsaid = { ...difference({ kind: 'identity' }), causes: [] };
  const [finding] = differenceFindings(projectOf([tenant]), tenant, [unsaid]);
  expect(finding?.place?.path).toBe('grants[1]');
});

test('what the same statements do is one finding, what others do is another', () => {
  const rows: readonly Row[] = [
    { kind: 'identity', sid: 'Objects2' },
    { kind: 'identity', sid: 'Objects2', action: 's3:PutObject' },
    { kind: 'identity', sid: 'Added' },
  ];
  const findings = differenceFindings(projectOf([tenant]), tenant, rows.map(difference));
  expect(findings.map(({ message }) => message.replace(/ and the file.*| on .*/, ''))).toEqual([
    expect.stringMatching(/s3:GetObject.*s3:PutObject/),
    expect.stringMatching(/s3:GetObject/),
  ]);
});

test('a notice blocks nobody and asks for nothing, a problem says what to correct', () => {
  const problem = { file: 'tenants/acme-prod.yaml', line: 3, column: 1, path: 'region', message: 'is odd' };
  expect(noticeFinding(problem)).toMatchObject({ rule: 'notice', severity: 'note', remediation: '' });
  expect(problemFinding(problem)).toMatchObject({ rule: 'file', remediation: 'correct region' });
  expect(problemFinding({ ...problem, path: '' })).toMatchObject({
    remediation: 'correct tenants/acme-prod.yaml',
  });
});
