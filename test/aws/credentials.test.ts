/** A role's session, shared by all clients of a command. */
import { assumed } from '../../aws/credentials';
import { type Asked, askedAws } from './deployed/asked';
import WHOLE from './deployed/whole-answers.json';

let aws: Asked;
beforeAll(async () => {
  aws = await askedAws();
});
afterAll(() => aws.close());
beforeEach(() => {
  aws.bodies = WHOLE;
  aws.statuses = {};
  aws.requests.length = 0;
});

function session() {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  const settings = { region: 'us-east-1', maxAttempts: 1, credentials, localAws: aws.localAws };
  return assumed('arn:aws:iam::111122223333:role/reader', settings, { sessionName: 'test' });
}

const atOnce = (provider: ReturnType<typeof session>) =>
  Promise.allSettled(Array.from({ length: 8 }, () => provider()));

test('clients that ask at the same time, and later, get one session', async () => {
  const provider = session();
  const outcomes = await atOnce(provider);
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['fulfilled']));
  await provider();
  expect(aws.requests).toHaveLength(1);
});

test('one that is about to end is made anew, once for all who ask', async () => {
  const ends = new Date(Date.now() + 60_000).toISOString();
  aws.bodies = { ...WHOLE, AssumeRole: WHOLE.AssumeRole.replace('2099-01-01T00:00:00Z', ends) };
  const provider = session();
  await provider();
  await atOnce(provider);
  expect(aws.requests).toHaveLength(2);
});

test('a failure is told to all who asked, and not kept', async () => {
  aws.statuses = { AssumeRole: 403 };
  aws.bodies = { AssumeRole: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>' };
  const provider = session();
  const outcomes = await atOnce(provider);
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(aws.requests).toHaveLength(1);
  aws.statuses = {};
  aws.bodies = WHOLE;
  await expect(provider()).resolves.toMatchObject({ accessKeyId: 'ASIAEXAMPLE' });
});
