/** What the page at `/` tells, and to whom; without a browser and without moto. */
import { parsePolicy } from '../../iam';
import { answerConsole } from '../../local-aws/console';
import { SCRIPT } from '../../local-aws/console-page';
import { consoleToken, TOKEN_HEADER } from '../../local-aws/console-token';
import { answerRequest } from '../../local-aws/gate';
import { answer, type Incoming } from '../../local-aws/message';
import { requestText } from '../../local-aws/recent-requests';
import { requestIdOf, showing } from '../../local-aws/shown-request';
import { statementText } from '../../local-aws/shown-statement';
import { newWorld } from '../../local-aws/world';
import { incomingOf } from './sent-request';

const SECRET = 'of this start';
const HOST = '127.0.0.1:4566';
const world = newWorld(
  { send: async () => answer(404), ended: new Promise(() => undefined), stop: async () => undefined },
  {},
  SECRET,
);
const token = { [TOKEN_HEADER]: consoleToken(SECRET) };

function asked(path: string, headers: Readonly<Record<string, string>> = {}): Incoming {
  return incomingOf({ method: 'GET', path, headers: { host: HOST, accept: 'text/html', ...headers } });
}

const statusOf = async (incoming: Incoming) => (await answerConsole(world, incoming))?.status;

test('the page comes from itself alone', async () => {
  for (const path of ['/', '/-/page.js', '/-/page.css']) {
    const answered = await answerConsole(world, asked(path));
    expect(answered?.status).toBe(200);
    expect(answered?.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(answered?.headers['content-security-policy']).not.toContain('unsafe');
  }
  expect(SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
});

test.each([
  ['a foreign host', { host: 'stranger.example' }, 403],
  ['a name that resolves here', { host: 'local.stranger.example:4566' }, 403],
  ['a foreign origin', { origin: 'https://stranger.example' }, 403],
  ['another port of this machine', { origin: 'http://127.0.0.1:8080' }, 403],
  ['a page from elsewhere', { 'sec-fetch-site': 'cross-site' }, 403],
  ['no token', { [TOKEN_HEADER]: '' }, 401],
  ['the token of another start', { [TOKEN_HEADER]: consoleToken('of another') }, 401],
  ['its own page', { origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' }, 200],
])('the data for %s', async (_who, headers, status) => {
  expect(await statusOf(asked('/-/state', { ...token, ...headers }))).toBe(status);
});

test('requests to S3 are none of the page', async () => {
  expect(await statusOf(asked('/', { accept: '*/*' }))).toBeUndefined();
  expect(await statusOf(asked('/', { authorization: 'AWS4-HMAC-SHA256 …' }))).toBeUndefined();
  expect(await statusOf(asked('/bucket/-/state'))).toBeUndefined();
});

test('why a request was denied, by its id', async () => {
  const incoming = asked('/', { accept: '*/*', host: 's3.aws.test' });
  const outcome = await answerRequest(world, incoming);
  world.recent.note(requestIdOf(outcome), showing(world, 0, incoming, outcome));
  const answered = await answerConsole(world, asked(`/-/requests/${requestIdOf(outcome)}`, token));
  const text = requestText(JSON.parse(answered?.body.toString() ?? ''));
  expect(text).toContain('ListBuckets by anonymous at 1970-01-01T00:00:00.000Z: 403 AccessDenied');
  expect(text).toContain('s3:ListAllMyBuckets on *');
  expect(text).toContain('denied: no ');
  expect(await statusOf(asked('/-/requests/NONE', token))).toBe(404);
});

test('a statement is shown as it was written', () => {
  const statement = {
    Sid: 'a',
    Effect: 'Deny',
    Principal: { AWS: ['111122223333', '999988887777'], Service: 'logging.s3.amazonaws.com' },
    NotAction: ['s3:GetObject', 's3:PutObject'],
    Resource: 'arn:aws:s3:::b/*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringLike: { 'aws:userid': ['a*', 'b*'] } },
  };
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: [statement] }, 'bucket');
  const [first] = parsed.ok ? parsed.policy.statements : [];
  expect(JSON.parse(first ? statementText(first) : '')).toEqual(statement);
});
