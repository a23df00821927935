/** What is proposed instead of a name that AWS does not have; a wrong proposal would be worse than none. */
import { lintText } from '../../../actions/lint/lint';

async function remedyFor(element: string): Promise<string | undefined> {
  const text = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow",${element}}]}`;
  const { findings } = await lintText(text, 'identity');
  return findings.find(({ rule }) => /^(?:action|service|condition-key|operator)-unknown$/.test(rule))
    ?.remediation;
}

it.each([
  ['s3:GetObjekt', 'did you mean s3:GetObject?'],
  ['s3:getobjects', 'did you mean s3:GetObject?'],
  ['s3:ListBuckets', 'write s3:ListAllMyBuckets'],
  ['s3:ListObjectsV2', 'write s3:ListBucket'],
  ['s3:HeadBucket', 'write s3:ListBucket'],
  ['s3:CreateMultipartUpload', 'write s3:PutObject'],
  ['iam:AssumeRole', 'did you mean sts:AssumeRole?'],
  ['kmss:Decrypt', 'did you mean kms:Decrypt?'],
  ['s3:WriteObject', 'write s3:PutObject'],
  ['s3:Objects', 'see the actions of s3 in the service authorization reference'],
  ['bucket:GetObject', 'see the service authorization reference of AWS'],
])('for the action %s: %s', async (action, remedy) => {
  expect(await remedyFor(`"Action":"${action}","Resource":"arn:aws:s3:::acme-exchange/in/*"`)).toBe(remedy);
});

it.each([
  ['StringLike', 's3:prefex', 'did you mean s3:prefix?'],
  ['StringEquals', 'aws:ExternalId', 'did you mean sts:ExternalId?'],
  ['StringEquals', 'aws:account', 'see the condition keys in the service authorization reference'],
])('for the key in %s on %s: %s', async (operator, key, remedy) => {
  const condition = `"Condition":{"${operator}":{"${key}":"in/"}}`;
  expect(
    await remedyFor(`"Action":"s3:ListBucket","Resource":"arn:aws:s3:::acme-exchange",${condition}`),
  ).toBe(remedy);
});

it.each([
  ['accesspoint/acme', 'an access point'],
  ['job/4f0c1f9e', 'a batch job'],
  ['access-grants/default', 'an Access Grants resource'],
  ['storage-lens/acme', 'a Storage Lens dashboard'],
  ['storage-lens-group/acme', 'a Storage Lens group'],
])('names what an ARN without its account is of: %s', async (resource, kind) => {
  const { findings } = await lintText(
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:eu-west-1::${resource}"}]}`,
    'identity',
  );
  expect(findings.map(({ message }) => message)).toContain(`the account is missing in ${kind}'s ARN`);
});
