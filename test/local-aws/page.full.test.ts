/** The page at `/` in a real browser, light and dark, with names that would be markup if they were taken for it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import type { Browser, Page } from 'playwright-core';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { openChromium } from '../browser/chromium';
import { agent, clientsFor } from './clients';

const CUSTOMER = '111122223333';
const HOSTILE = '<img src=x onerror=document.title="taken">.csv';
/** Where pictures are put, for those who want to look. */
const PICTURES = process.env.HANDSHAKE_TEST_PICTURES;

let aws: LocalAws;
let browser: Browser;

beforeAll(async () => {
  [aws, browser] = await Promise.all([startLocalAws(), openChromium()]);
  const root = clientsFor({ url: aws.url, credentials: aws.rootCredentials(CUSTOMER) });
  const trust = { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'sts:AssumeRole' };
  const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  for (const Bucket of ['acme-exchange', 'acme-logs'])
    await root.s3.send(new s3.CreateBucketCommand({ Bucket }));
  await root.iam.send(
    new iam.CreateRoleCommand({
      RoleName: 'amperity',
      Path: '/vendors/',
      AssumeRolePolicyDocument: document(trust),
    }),
  );
  await root.iam.send(new iam.CreateUserCommand({ UserName: 'reader' }));
  const Resource = 'arn:aws:s3:::acme-exchange/in/*';
  const PolicyDocument = document({ Sid: 'ReadIn', Effect: 'Allow', Action: 's3:GetObject', Resource });
  await root.iam.send(
    new iam.PutUserPolicyCommand({ UserName: 'reader', PolicyName: 'own', PolicyDocument }),
  );
  const { AccessKey } = await root.iam.send(new iam.CreateAccessKeyCommand({ UserName: 'reader' }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const reader = clientsFor({ url: aws.url, credentials }).s3;
  await root.s3.send(new s3.PutObjectCommand({ Bucket: 'acme-exchange', Key: 'in/a.csv', Body: 'a' }));
  await reader.send(new s3.GetObjectCommand({ Bucket: 'acme-exchange', Key: 'in/a.csv' }));
  for (const Key of ['out/b.csv', HOSTILE])
    await reader.send(new s3.GetObjectCommand({ Bucket: 'acme-exchange', Key })).catch(() => undefined);
});
afterAll(async () => {
  agent.destroy();
  await browser?.close();
  await aws?.stop();
});

async function opened(url: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 900 } });
  await page.goto(url);
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

test.each(['light', 'dark'] as const)('what is there and what was decided, %s', async (scheme) => {
  const page = await opened(aws.pageUrl, scheme);
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.getByText('Live.').waitFor();
  const text = await page.locator('#accounts').textContent();
  for (const there of [`Account ${CUSTOMER}`, 'acme-exchange', '/vendors/amperity', '/reader'])
    expect(text).toContain(there);
  const refused = page.locator('#requests > li').filter({ hasText: 'out/b.csv' });
  await refused.locator('summary').click();
  await refused.getByText('no identity-based policy allows s3:GetObject on').waitFor();
  await refused.getByText('"Sid":"ReadIn"').waitFor();
  await picture(page, scheme);
  expect(errors).toEqual([]);
});

test('names from requests are text', async () => {
  const page = await opened(aws.pageUrl);
  await page.getByText('Live.').waitFor();
  await page.locator('#requests > li').first().locator('summary').click();
  expect(await page.locator('#requests').textContent()).toContain('onerror');
  expect(await page.title()).toBe('The embedded AWS');
  expect(await page.locator('#requests img').count()).toBe(0);
});

test('what is asked while it is open appears by itself', async () => {
  const page = await opened(aws.pageUrl);
  await page.getByText('Live.').waitFor();
  const root = clientsFor({ url: aws.url, credentials: aws.rootCredentials(CUSTOMER) });
  await root.s3.send(new s3.CreateBucketCommand({ Bucket: 'made-meanwhile' }));
  await page.locator('#accounts').getByText('made-meanwhile').waitFor();
});

test('without its token it says what it needs', async () => {
  const page = await opened(aws.url);
  await page.getByText('needs its whole address').waitFor();
  await picture(page, 'without-token');
});
