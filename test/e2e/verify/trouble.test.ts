/** What says nothing about a deployment: exit 1, what it is, what to do, and never a pass. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Outcome, openScene, type RunOptions, type Scene } from './scene';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(['plain']);
});
afterAll(() => scene?.close());

async function at(
  listener: RequestListener,
  work: (url: string, server: Server) => Promise<void>,
): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

function answering(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): RequestListener {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': 'a-request', ...headers });
    response.end(`<ErrorResponse>${error}<RequestId>a-request</RequestId></ErrorResponse>`);
  };
}

const MODES: readonly RunOptions[] = [{ as: 'vendor' }, { as: 'simulation' }];

/** Nothing passes, everything is told in the words of the field, and there is no stack. */
function expectTrouble({ code, report, stderr }: Outcome, says: RegExp): void {
  const [tenant] = report.tenants;
  expect(tenant?.checks.filter(({ status }) => status === 'pass' || status === 'fail')).toEqual([]);
  const [error] = tenant?.checks.filter(({ status }) => status === 'error') ?? [];
  expect(error?.message).toMatch(says);
  expect(JSON.stringify(report) + stderr).not.toMatch(/\\n {4}at |\n {4}at /);
  expect(code).toBe(1);
}

async function expectTroubleAt(url: string, says: RegExp, args: readonly string[] = []): Promise<void> {
  const env = { HANDSHAKE_LOCAL_AWS: url, HANDSHAKE_LOCAL_AWS_PLAIN_HTTP: url };
  for (const mode of MODES) expectTrouble(await scene.verify('plain', { ...mode, env, args }), says);
}

test('an endpoint that refuses connections', async () => {
  let closed = '';
  await at(
    () => undefined,
    async (url) => {
      closed = url;
    },
  );
  await expectTroubleAt(closed, /nothing listens at the endpoint; check the endpoint.*ECONNREFUSED/);
});

test('an endpoint that never answers', async () => {
  await at(
    () => undefined,
    async (url) => {
      const env = { HANDSHAKE_LOCAL_AWS: url, HANDSHAKE_LOCAL_AWS_PLAIN_HTTP: url };
      for (const mode of MODES) {
        const { code, report } = await scene.verify('plain', { ...mode, env, args: ['--timeout', '1'] });
        const checks = report.tenants[0]?.checks ?? [];
        expect(checks.filter(({ status }) => status !== 'skip')).toEqual([]);
        expect(checks[0]?.message).toBe('not reached: not done within 1 seconds; --timeout gives it longer');
        expect(code).toBe(1);
      }
    },
  );
});

test('an endpoint that hangs up', async () => {
  await at(
    (request) => request.socket.destroy(),
    (url) => expectTroubleAt(url, /the endpoint does not answer; check the network/),
  );
});

test('an expired token', async () => {
  await at(answering(403, 'ExpiredToken', 'The security token included in the request is expired'), (url) =>
    expectTroubleAt(url, /the session has expired; get new credentials, then run again/),
  );
});

test('keys that AWS does not know', async () => {
  await at(
    answering(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
    (url) => expectTroubleAt(url, /AWS does not know these credentials; check the profile/),
  );
});

test('requests that are throttled, which the SDK repeats and the report counts', async () => {
  await at(answering(400, 'Throttling', 'Rate exceeded'), async (url) => {
    await expectTroubleAt(
      url,
      /AWS throttles these requests; run again later, or with a smaller --parallelism/,
    );
    const { report } = await scene.verify('plain', { as: 'vendor', env: { HANDSHAKE_LOCAL_AWS: url } });
    expect(report.tenants[0]?.checks[0]?.attempts).toBe(3);
  });
});

test('trouble of its own at AWS', async () => {
  await at(answering(500, 'InternalFailure', 'We encountered an internal error.'), (url) =>
    expectTroubleAt(url, /AWS has trouble of its own; run again later/),
  );
});

test('an answer that is none of AWS', async () => {
  await at(
    (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
    async (url) => {
      const env = { HANDSHAKE_LOCAL_AWS: url };
      for (const mode of MODES) {
        const { code, report } = await scene.verify('plain', { ...mode, env });
        expect(report.tenants[0]?.checks.filter(({ status }) => status === 'pass')).toEqual([]);
        expect(code).toBe(1);
      }
    },
  );
});

const TWENTY_MINUTES = 20 * 60_000;

test('a clock that is 20 minutes off, though the SDK makes up for it', async () => {
  // As AWS does: refuses what is signed 20 minutes away from its own time, and tells it.
  await at(
    (request, response) => {
      const now = Date.now() + TWENTY_MINUTES;
      const signed = String(request.headers['x-amz-date']).replace(
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
        '$1-$2-$3T$4:$5:$6Z',
      );
      const date = new Date(now).toUTCString();
      if (Math.abs(now - Date.parse(signed)) > 5 * 60_000)
        return answering(403, 'SignatureDoesNotMatch', 'Signature expired: too early', { date })(
          request,
          response,
        );
      response.writeHead(200, { 'content-type': 'text/xml', date });
      const who = '<Arn>arn:aws:iam::111122223333:root</Arn><Account>111122223333</Account>';
      response.end(
        `<GetCallerIdentityResponse><GetCallerIdentityResult>${who}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
    },
    (url) => expectTroubleAt(url, /this machine's clock is 20 minutes behind AWS's; set it by NTP/),
  );
});

test('a clock that is 20 minutes off, where nothing makes up for it', async () => {
  await at(answering(403, 'SignatureDoesNotMatch', 'Signature expired: 1 is now earlier than 2'), (url) =>
    expectTroubleAt(url, /this machine's clock is wrong; set it by NTP/),
  );
});

test('an endpoint that fails amid a run: what was not tried is not judged either, and what is there is removed', async () => {
  const { localAws } = scene;
  let left = 50;
  await at(
    (request, response) => {
      if (left-- <= 0) {
        request.socket.destroy();
        return;
      }
      const { hostname, port } = new URL(localAws.url);
      const { request: forward } = require('node:http') as typeof import('node:http');
      const { method = 'GET', url = '/', headers } = request;
      const passed = forward({ hostname, port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(passed);
    },
    async (url) => {
      const { code, report } = await scene.verify('plain', {
        as: 'vendor',
        env: { HANDSHAKE_LOCAL_AWS: url },
      });
      const statuses = report.tenants[0]?.checks.map(({ status }) => status) ?? [];
      expect(statuses).toContain('pass');
      expect(statuses.filter((status) => status === 'error')).toHaveLength(1);
      expect(statuses.slice(statuses.indexOf('error') + 1).every((status) => status === 'skip')).toBe(true);
      expect(report.tenants[0]?.residue.some(({ expected }) => !expected)).toBe(true);
      expect(code).toBe(1);
    },
  );
});

test('a profile that is not there, and no credentials at all', async () => {
  const missing = await scene.verify('plain', {
    as: 'simulation',
    owner: false,
    args: ['--profile', 'nobody'],
  });
  expectTrouble(missing, /there are no credentials from profile nobody/);
  const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_CONFIG_FILE: '/dev/null' };
  expectTrouble(
    await scene.verify('plain', { as: 'simulation', owner: false, env: none }),
    /there are no credentials from the environment/,
  );
});

test('who is not the vendor is told so, and who is not of the account', async () => {
  const stranger = { ...(await scene.env('plain', 'owner')), AWS_SESSION_TOKEN: '' };
  expectTrouble(
    await scene.verify('plain', { as: 'vendor', env: stranger }),
    /the caller is arn:aws:iam::111122223333:root; Amperity comes as arn:aws:iam::999988887777:role/,
  );
  const vendor = await scene.env('plain', 'vendor');
  expectTrouble(
    await scene.verify('plain', { as: 'simulation', owner: false, env: vendor }),
    /are arn:aws:sts::999988887777:assumed-role\/amperity-plugin.*; the tenant is in account 111122223333/,
  );
});
