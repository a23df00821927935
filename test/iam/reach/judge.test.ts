/** How one world decides a case of which not everything is known. */
import { explain } from '../../../iam';
import type { Case } from '../../../iam/reach';
import { documentsOf } from '../../../iam/reach/documents';
import { judgeOf } from '../../../iam/reach/judge';
import { ACCOUNT, BUCKET, KEY, tenantDocuments, worldOf } from './tenant-world';

test('a put that may need a right on a key, which is denied, is undecided by that right', () => {
  const documents = { ...tenantDocuments(), settings: { defaultKey: { arn: KEY } }, keyIsUsable: false };
  const asked: Case = {
    principal: {
      kind: 'role-session',
      roleArn: documents.role,
      sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/s3-handshake-acme/nightly`,
    },
    backing: 'actor',
    action: 's3:PutObject',
    resource: { arn: `${BUCKET}/from-amperity/a.csv`, account: ACCOUNT },
    context: { 'aws:securetransport': 'true' },
    complete: false,
  };
  const judge = judgeOf(documentsOf(worldOf(documents)), { known: new Set() });
  const decision = judge(asked).decision();
  expect(decision).toMatchObject({
    outcome: 'undecided',
    reason: { statements: [], unknownKeys: ['s3:x-amz-server-side-encryption'] },
  });
  expect(explain(decision)).toBe(
    `undecided: it is not known whether kms:GenerateDataKey on ${KEY}, which is denied, is needed`,
  );
});
