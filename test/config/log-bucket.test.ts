/** Logs in a bucket that a vendor shares are refused, whichever file names it, and whichever tenants are asked for. */
import { messages, projectFolder } from './a-project-folder';

const project = projectFolder();
beforeAll(() => {
  project.write('shares', { bucket: { name: 'shares-exchange', logging: { bucket: 'acme-logs' } } });
  project.write('logs');
});
afterAll(() => project.remove());

const SHARED =
  'the bucket of tenants/shares.yaml, which is shared with a vendor; name a bucket for logs alone';

test.each([[[]], [['logs']]])("the fleet's settings name it, asked for %j", (names) => {
  project.settings({ defaults: { logging: { bucket: 'shares-exchange' } } });
  expect(messages(project.load(...names))).toContain(
    `tenants/logs.yaml bucket: defaults.logging.bucket in handshake.yaml becomes "shares-exchange" here, ${SHARED}`,
  );
});

test('a tenant that names another bucket is left alone, and one that names it is told at its own line', () => {
  project.write('logs', { bucket: { name: 'logs-exchange', logging: { bucket: 'acme-logs' } } });
  expect(messages(project.load('logs'))).toEqual([]);
  project.write('logs', { bucket: { name: 'logs-exchange', logging: { bucket: 'shares-exchange' } } });
  expect(messages(project.load('logs'))).toEqual([`tenants/logs.yaml bucket.logging.bucket: is ${SHARED}`]);
});
