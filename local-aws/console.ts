/**
 * The page at `/`, for people: what is there, and what was decided of the last requests. Its files hold nothing; what it
 * shows it asks for with a token that only the shell that started the embedded AWS was told.
 */
import { timingSafeEqual } from 'node:crypto';
import { PAGE, SCRIPT, STYLE } from './console-page';
import { TOKEN_HEADER } from './console-token';
import { type Answer, answer, type Incoming } from './message';
import type { World } from './world';

/** How many requests the page shows. */
const SHOWN = 100;
const FILES: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/': ['text/html; charset=utf-8', PAGE],
  '/-/page.css': ['text/css; charset=utf-8', STYLE],
  '/-/page.js': ['text/javascript; charset=utf-8', SCRIPT],
};

/** Nothing from elsewhere, nothing inline, and in nobody's frame. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Undefined for what is a request to AWS. No bucket is called `-`: names have three characters at least. */
export async function answerConsole(world: World, incoming: Incoming): Promise<Answer | undefined> {
  const { method, path, headers } = incoming;
  const isPage = path === '/' && incoming.rawQuery === '' && headers.accept?.includes('text/html') === true;
  if (headers.authorization !== undefined || !(isPage || path.startsWith('/-/'))) return undefined;
  if (!isOurs(incoming) || (method !== 'GET' && method !== 'HEAD')) return refused(403);
  const file = FILES[path];
  if (file) return answer(200, file[1], { ...HEADERS, 'content-type': file[0] });
  if (!hasToken(world, headers[TOKEN_HEADER])) return refused(401);
  if (path === '/-/state') return json(await stateOf(world));
  const id = /^\/-\/requests\/([\w-]+)$/.exec(path)?.[1];
  const request = id === undefined ? undefined : await world.recent.find(id);
  return request ? json(request) : refused(404);
}

/** Asked for by this machine's own name, and by no page from elsewhere. */
function isOurs({ host, headers }: Incoming): boolean {
  const isLocal = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host);
  const isSameOrigin = headers.origin === undefined || headers.origin === `http://${host}`;
  return isLocal && isSameOrigin && /^(?:same-origin|none)$/.test(headers['sec-fetch-site'] ?? 'none');
}

function hasToken({ consoleToken: token }: World, given = ''): boolean {
  const [own, other] = [Buffer.from(token), Buffer.from(given)];
  return own.length === other.length && timingSafeEqual(own, other);
}

function refused(status: number): Answer {
  return answer(status, '', HEADERS);
}

function json(value: unknown): Answer {
  return answer(200, JSON.stringify(value), { ...HEADERS, 'content-type': 'application/json' });
}

async function stateOf(world: World): Promise<unknown> {
  const { iam, buckets, accessPoints, recent } = world;
  const owners = [...buckets.values()].map(({ account }) => account);
  const ids = [...new Set([...iam.accounts(), ...owners])].sort();
  const accounts = await Promise.all(
    ids.map(async (account) => {
      const { roles, users } = await iam.written(account);
      return { account, roles: arnsOf(roles), users: arnsOf(users) };
    }),
  );
  return {
    accounts,
    buckets: [...buckets.values()].map(({ name, account, region, policy }) => ({
      name,
      account,
      region,
      hasPolicy: policy !== undefined,
      accessPoints: accessPoints.ofBucket(name).map((point) => point.name),
    })),
    requests: await recent.last(SHOWN),
  };
}

function arnsOf(entities: ReadonlyMap<string, { readonly arn: string }>): readonly string[] {
  return [...entities.values()].map(({ arn }) => arn).sort();
}
