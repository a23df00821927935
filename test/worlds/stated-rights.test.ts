/** What a tenant's file states, and what would be deployed for it, are the same; and it means what people take it for. */
import { compare, compareWithRights, judgesOf, type World } from '../../iam/reach';
import { rightsOf } from '../../worlds/bounds-of-rights';
import { factsFor } from '../../worlds/facts';
import { proposedWorld } from '../../worlds/proposed';
import { statedWorld } from '../../worlds/stated-rights';
import { projectOf, TENANTS } from './tenants';

const PROJECT = projectOf(TENANTS);

test.each(TENANTS)('$name: what would be deployed is what is stated', async (tenant) => {
  const { world, faults } = proposedWorld(PROJECT, tenant);
  const stated = statedWorld(PROJECT, tenant);
  const facts = await factsFor([world, stated]);
  expect(faults).toEqual([]);
  expect(compare(world, stated, facts)).toEqual({ differences: [], beyond: [] });
});

test.each(TENANTS)('$name: a key that leaves its use to the account is within the rights', async (tenant) => {
  const { world } = proposedWorld(PROJECT, tenant);
  const rights = rightsOf(PROJECT, tenant, world);
  const deployed: World = { ...world, keys: rights.may.keys };
  const { differences, beyond } = compareWithRights(deployed, rights, await factsFor([deployed]));
  expect([differences, beyond]).toEqual([[], []]);
});

/** What each tenant's session asks for, and whether it is to be allowed. */
interface Row {
  readonly tenant: string;
  readonly action: string;
  readonly on: string;
  readonly through?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly allowed: boolean;
}

const BUCKET = 'arn:aws:s3:::acme-exchange';
const POINT = 'arn:aws:s3:us-east-1:111122223333:accesspoint/acme-point';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const VIA_S3 = { 'kms:viaservice': 's3.us-east-1.amazonaws.com' };
const IN = `${BUCKET}/in/daily/a.csv`;

const ROWS: readonly Row[] = [
  { tenant: 'pointed', action: 's3:GetObject', on: IN, allowed: true },
  { tenant: 'pointed', action: 's3:GetObject', on: IN, through: POINT, allowed: true },
  { tenant: 'pointed', action: 's3:GetObjectTagging', on: IN, allowed: true },
  { tenant: 'pointed', action: 's3:PutObject', on: IN, allowed: false },
  { tenant: 'pointed', action: 's3:PutObject', on: `${BUCKET}/out/a`, through: POINT, allowed: true },
  { tenant: 'pointed', action: 's3:AbortMultipartUpload', on: `${BUCKET}/out/a`, allowed: true },
  { tenant: 'pointed', action: 's3:DeleteObject', on: `${BUCKET}/out/a`, allowed: true },
  { tenant: 'pointed', action: 's3:GetObject', on: `${BUCKET}/in/a.csv`, allowed: false },
  {
    tenant: 'pointed',
    action: 's3:GetObject',
    on: IN,
    with: { 'aws:securetransport': 'false' },
    allowed: false,
  },
  {
    tenant: 'pointed',
    action: 's3:ListBucket',
    on: BUCKET,
    with: { 's3:prefix': 'in/daily/' },
    allowed: true,
  },
  { tenant: 'pointed', action: 's3:ListBucket', on: BUCKET, with: { 's3:prefix': 'in/' }, allowed: false },
  { tenant: 'pointed', action: 's3:ListBucket', on: BUCKET, allowed: false },
  { tenant: 'pointed', action: 's3:GetBucketLocation', on: BUCKET, allowed: true },
  { tenant: 'pointed', action: 's3:ListBucketMultipartUploads', on: BUCKET, allowed: true },
  { tenant: 'pointed', action: 'kms:Decrypt', on: KEY, with: VIA_S3, allowed: true },
  { tenant: 'pointed', action: 'kms:Decrypt', on: KEY, allowed: false },
  { tenant: 'pointed', action: 'kms:Encrypt', on: KEY, with: VIA_S3, allowed: false },
  { tenant: 'whole', action: 's3:ListBucket', on: 'arn:aws:s3:::acme-whole', allowed: true },
  { tenant: 'whole', action: 's3:GetObject', on: 'arn:aws:s3:::acme-whole/any', allowed: true },
  { tenant: 'suspended', action: 's3:GetBucketLocation', on: 'arn:aws:s3:::acme-suspended', allowed: false },
  {
    tenant: 'resumed',
    action: 's3:GetBucketLocation',
    on: 'arn:aws:s3:::acme-resumed',
    with: { 'aws:tokenissuetime': '2026-11-23T17:59:59Z' },
    allowed: false,
  },
  {
    tenant: 'resumed',
    action: 's3:GetBucketLocation',
    on: 'arn:aws:s3:::acme-resumed',
    with: { 'aws:tokenissuetime': '2026-11-23T18:00:00Z' },
    allowed: true,
  },
  {
    tenant: 'trusting',
    action: 'sts:AssumeRole',
    on: 'arn:aws:iam::111122223333:role/vendors/trusting',
    with: { 'sts:externalid': 'New-External-Id' },
    allowed: true,
  },
  {
    tenant: 'trusting',
    action: 'sts:AssumeRole',
    on: 'arn:aws:iam::111122223333:role/vendors/trusting',
    allowed: false,
  },
];

test.each(ROWS)(
  '$tenant $action on $on: $allowed',
  ({ tenant: name, action, on, through, with: more, allowed }) => {
    const tenant = TENANTS.find((each) => each.name === name);
    if (!tenant) throw new Error(`no tenant ${name}`);
    const stated = statedWorld(PROJECT, tenant);
    const arn = stated.actor?.arn ?? '';
    const isKey = stated.actor?.kind === 'user';
    const sessionArn = arn.replace(':iam:', ':sts:').replace(/:role\/.*\//, ':assumed-role/');
    const { here } = judgesOf(stated, stated);
    const decision = here({
      principal: isKey
        ? { kind: 'user', arn }
        : { kind: 'role-session', roleArn: arn, sessionArn: `${sessionArn}/vendor` },
      backing: 'actor',
      action,
      resource: { arn: on, account: stated.account },
      way: through === undefined ? undefined : { point: through, stranger: false },
      context: { 'aws:securetransport': 'true', 'aws:tokenissuetime': '2026-11-24T00:00:00Z', ...more },
      complete: true,
    });
    expect(decision.outcome).toBe(allowed ? 'allowed' : 'denied');
  },
);
