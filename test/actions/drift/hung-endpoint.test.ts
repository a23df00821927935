/** An endpoint that takes requests and never answers keeps no run: neither past its deadline nor past Ctrl-C. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Report } from '../../../actions/drift/report/document';
import { EXIT } from '../../../report/exit-codes';
import { drift, makeProject, removeProject } from './a-project';

const FILE = `tenant: waiting
customer: acme
vendor: amperity
account: "111122223333"
region: us-east-1
principal: arn:aws:iam::999988887777:role/prod/amperity-plugin
externalId: Acme-External-ID
bucket: { name: waiting-exchange }
grants: [{ prefix: to-amperity/, allow: [get, list] }]
`;

let server: Server;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  folder = makeProject({ 'tenants/waiting.yaml': FILE });
  env = {
    HANDSHAKE_LOCAL_AWS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  removeProject(folder);
});

test('after the deadline a tenant is incomplete, and it is said why', async () => {
  const { code, stdout } = await drift(folder, ['--json', '--timeout', '1'], env);
  const report = JSON.parse(stdout) as Report;
  expect(code).toBe(EXIT.error);
  expect(report.totals).toMatchObject({ clean: 0, incomplete: 1 });
  expect(report.incomplete).toMatchObject([
    { tenant: 'waiting', message: 'not done within 1 seconds; --timeout gives it longer' },
    // What has lost its file was not looked for either.
    { tenant: '(orphans)', message: 'not done within 1 seconds; --timeout gives it longer' },
  ]);
});

test('Ctrl-C does not wait for the answer', async () => {
  const interrupt = new AbortController();
  server.once('request', () => interrupt.abort());
  // The request alone may take a minute, and is made ten times.
  expect(await drift(folder, ['--json'], env, interrupt.signal)).toMatchObject({
    code: EXIT.interrupted,
    stdout: '',
  });
});
