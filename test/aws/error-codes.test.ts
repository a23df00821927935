/** Codes that mean the same wherever they are met: in what is read, and in the words for a user. */
import { read } from '../../aws/deployed/reading';
import { troubleIn } from '../../aws/trouble';

const failing = (code: string, httpStatusCode: number) =>
  Object.assign(new Error('of AWS'), { name: code, $metadata: { httpStatusCode } });

async function reasonOf(error: Error): Promise<unknown> {
  const reading = await read({ right: 'iam:GetRole', call: () => Promise.reject(error) });
  return reading.state === 'unread' ? reading.reason : reading.state;
}

test.each([
  ['Throttling', 400],
  ['ThrottlingException', 400],
  ['ThrottledException', 400],
  ['RequestLimitExceeded', 400],
  ['TooManyRequestsException', 429],
  ['SlowDown', 503],
  ['ProvisionedThroughputExceededException', 400],
])('%s is too many requests', async (code, status) => {
  const error = failing(code, status);
  expect(await reasonOf(error)).toBe('throttled');
  expect(troubleIn(error, code, status)).toContain('AWS throttles these requests');
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html#API_PutRolePolicy_Errors
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#API_CreateKey_Errors
test.each([
  ['LimitExceeded', 409],
  ['LimitExceededException', 409],
  ['LimitExceededException', 400],
])('%s, status %i, is a quota, and no waiting mends it', async (code, status) => {
  const error = failing(code, status);
  expect(await reasonOf(error)).toBe('failed');
  expect(troubleIn(error, code, status)).toBeUndefined();
});

test.each(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'])(
  '%s is a missing right',
  async (code) => {
    expect(await reasonOf(failing(code, 403))).toBe('denied');
  },
);
