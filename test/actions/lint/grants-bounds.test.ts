/** What --to-grants writes, for every policy of the corpus: never more than the policy allows, and never what validate refuses. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AskedGrant } from '../../../actions/lint/asked-grants';
import { grantsAskedFor } from '../../../actions/lint/grants-asked-for';
import { lintText } from '../../../actions/lint/lint';
import { defineTenant } from '../../../config/fleet/define-tenants';
import type { TenantDefinition } from '../../../config/tenant/tenant-definition';
import { decide, parsePolicy } from '../../../iam';
import { STATEMENTS } from './statement-cases';

const texts: readonly string[] = [
  ...readdirSync(join(__dirname, 'corpus')).flatMap((file) =>
    (parse(readFileSync(join(__dirname, 'corpus', file), 'utf8')) as { text: string }[]).map(
      ({ text }) => text,
    ),
  ),
  ...(parse(readFileSync(join(__dirname, 'grants.yaml'), 'utf8')) as { text: string }[]).map(
    ({ text }) => text,
  ),
  ...STATEMENTS.map(({ policy }) => JSON.stringify(policy)),
];

async function askedFor(text: string) {
  return grantsAskedFor(await lintText(text));
}

test('validate takes them', async () => {
  const seen = new Set<string>();
  for (const text of texts)
    for (const { grants } of await askedFor(text)) if (grants.length > 0) seen.add(JSON.stringify(grants));
  for (const written of seen) {
    const grants: readonly AskedGrant[] = JSON.parse(written);
    const definition = {
      tenant: 'acme-prod',
      customer: 'acme',
      vendor: 'custom',
      account: '275839104628',
      region: 'us-east-1',
      principal: 'arn:aws:iam::640914827355:role/x1',
      externalId: 'b7f2c1de-0f4c',
      bucket: { name: 'acme-exchange' },
      grants: grants.map(({ extraActions, ...grant }) =>
        extraActions.length > 0 ? { ...grant, extraActions } : grant,
      ),
    } as unknown as TenantDefinition;
    expect(() => defineTenant(definition)).not.toThrow();
  }
  expect(seen.size).toBeGreaterThan(20);
});

const ACTIONS = {
  get: 's3:GetObject',
  put: 's3:PutObject',
  delete: 's3:DeleteObject',
  list: 's3:ListBucket',
} as const;

test('the policy allows each of them by itself', async () => {
  let count = 0;
  for (const text of texts) {
    // The requests below are those of one partition.
    if (/arn:aws-/.test(text)) continue;
    const parsed = parsePolicy(text, 'identity');
    if (!('policy' in parsed)) continue;
    for (const { bucket = 'any-bucket', grants } of await askedFor(text)) {
      // What an access point's ARN allows is asked of the access point; of a placeholder nothing can be asked.
      if (bucket.startsWith('access point ') || /[$<{‹[]/.test(bucket)) continue;
      for (const { prefix, allow } of grants)
        for (const word of allow) {
          const arn = `arn:aws:s3:::${bucket}`;
          const decision = decide(
            {
              principal: {
                kind: 'role-session',
                roleArn: 'arn:aws:iam::275839104628:role/x',
                sessionArn: 'arn:aws:sts::275839104628:assumed-role/x/y',
              },
              action: ACTIONS[word],
              resource: { arn: word === 'list' ? arn : `${arn}/${prefix}some/key`, account: '275839104628' },
              context: {
                'aws:SecureTransport': 'true',
                's3:ResourceAccount': '275839104628',
                's3:TlsVersion': '1.2',
                ...(word === 'list' ? { 's3:prefix': prefix, 's3:delimiter': '/' } : {}),
              },
              vouchedKeys: ['*'],
            },
            { identity: [parsed.policy] },
          );
          count += 1;
          expect({ text, prefix, word, outcome: decision.outcome }).toEqual({
            text,
            prefix,
            word,
            outcome: 'allowed',
          });
        }
    }
  }
  expect(count).toBeGreaterThan(40);
});
