/** `new --set`: what is set beside the answers is taken as a file would say it, or refused. */
import { loadProject } from '../../../config';
import { type AProject, aProject } from './a-project';

let project: AProject;
beforeEach(() => {
  project = aProject();
});
afterEach(() => project.remove());

const FLAGS = [
  ...['--vendor', 'amperity', '--customer', 'acme', '--account', '111122223333', '--region', 'us-east-1'],
  ...['--principal', 'arn:aws:iam::999988887777:role/prod/amperity-plugin', '--use', 'pull'],
  ...['--external-id', '01234567890123456789', '--bucket', 'acme-exchange'],
];

test.each([
  ['acces=suspended', 'acces: is not a field that is known here; did you mean access?'],
  ['grants[0].prefix=other', 'grants[0].prefix'],
  ['grants[1].prefix=other/', 'grants[1].allow: is missing'],
  ['grants[2].prefix=other/', 'grants has 1; the next is grants[1]'],
  ['principal[1]=arn:aws:iam::999988887777:role/x', 'not a list'],
])('--set %s is heard, and so refused', async (assignment, says) => {
  const { code, stderr } = await project.run(['new', 'acme-prod', ...FLAGS, '--set', assignment]);
  expect(code).toBe(1);
  expect(stderr).toContain(says);
  expect(project.tenants()).toEqual([]);
});

test('--set takes a place in a list', async () => {
  const { code } = await project.run(['new', 'acme-prod', ...FLAGS, '--set', 'grants[0].prefix=other/']);
  expect(code).toBe(0);
  expect(loadProject(project.folder).tenants[0]?.grants).toMatchObject([
    { prefix: 'other/', allow: ['get', 'list'] },
  ]);
});
