/** A vendor that is stopped at once, let in again, and given another external ID, by real Terraform. */
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../../aws/clients';
import { rootOf } from '../../deployed-by-sdk';
import { FULL } from '../../full';
import { anotherSecond } from '../../until';
import { ACCOUNT, REGION } from './proposed-tenant';
import { openScene, type Scene } from './scene';

const PREFIX = 'to-amperity/';
const FILE = `tenant: acme
customer: acme
vendor: amperity
account: "${ACCOUNT}"
region: ${REGION}
principal: arn:aws:iam::999988887777:role/prod/amperity-plugin
externalId: first-ID # from the dialog
bucket: { name: acme-exchange, existing: true }
grants:
  - { prefix: ${PREFIX}, allow: [get, list] }
`;

let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ acme: FILE });
  const s3 = s3Client({ region: REGION, localAws: scene.localAws, credentials: rootOf(ACCOUNT) });
  await s3.send(new CreateBucketCommand({ Bucket: 'acme-exchange' }));
  // Who is not deployed is enough for the others.
  if (FULL) await scene.deploy('acme');
});

afterAll(() => scene.close());

const refused = (externalId: string) =>
  scene.assume('acme', externalId).then(
    () => 'assumed',
    (error: Error) => error.name,
  );

if (FULL)
  test('suspend --now refuses the next request of a live session, and a plan finds nothing to do; resume lets new ones in', async () => {
    const session = await scene.assume('acme', 'first-ID');
    expect(await scene.use('acme', session, PREFIX)).toBe('allowed');

    const said = JSON.parse(await scene.run('suspend', 'acme', '--now', '--json'));
    expect(said.tenants[0]).toMatchObject({ written: true, atOnce: { done: true } });
    expect(await scene.use('acme', session, PREFIX)).toBe('AccessDenied');
    expect(await refused('first-ID')).toBe('AccessDenied');
    expect(scene.read('acme')).toBe(`${FILE}access: suspended\n`);
    const planned = await scene.plan('acme');
    expect(planned.output).toContain('No changes');
    expect(planned.code).toBe(0);

    await scene.run('resume', 'acme');
    expect(await refused('first-ID')).toBe('AccessDenied');
    await scene.deploy('acme');
    expect(await scene.use('acme', session, PREFIX)).toBe('AccessDenied');
    // A session of the second in which the others were ended counts as one of them.
    await anotherSecond();
    expect(await scene.use('acme', await scene.assume('acme', 'first-ID'), PREFIX)).toBe('allowed');
    expect((await scene.plan('acme')).code).toBe(0);
  });

test('suspend --now leaves another account alone, and the file is written all the same', async () => {
  scene.write(
    'elsewhere',
    FILE.replace('tenant: acme', 'tenant: elsewhere')
      .replace(ACCOUNT, '444455556666')
      .replace('acme-exchange', 'acme-elsewhere'),
  );
  const ended = scene.run('suspend', 'elsewhere', '--now');
  await expect(ended).rejects.toThrow(/ended with 1[\s\S]*the credentials are of the account\s+111122223333/);
  expect(scene.read('elsewhere')).toContain('access: suspended');
});

test('suspend --now before the first deployment has nothing to do at AWS', async () => {
  scene.write('undeployed', FILE.replace('tenant: acme', 'tenant: undeployed'));
  const said = await scene.run('suspend', 'undeployed', '--now');
  expect(said).toContain('There is no role');
  expect(said).toContain('A deployment makes the role, with the Deny on it.');
  expect(said).not.toContain('refused everything');
});

if (FULL)
  test('while an external ID is rotated there is no moment in which neither works', async () => {
    const answers: string[] = [];
    let going = true;
    const watch = async () => {
      while (going) {
        const [first, second] = await Promise.all([refused('first-ID'), refused('second-ID')]);
        answers.push(`${first} ${second}`);
      }
    };
    const watching = watch();
    await scene.run('rotate', 'acme', '--to', 'second-ID');
    await scene.deploy('acme');
    expect([await refused('first-ID'), await refused('second-ID')]).toEqual(['assumed', 'assumed']);
    await scene.run('rotate', 'acme', '--finish');
    await scene.deploy('acme');
    expect([await refused('first-ID'), await refused('second-ID')]).toEqual(['AccessDenied', 'assumed']);
    going = false;
    await watching;
    expect(answers.length).toBeGreaterThan(10);
    expect(answers.filter((answer) => !answer.includes('assumed'))).toEqual([]);
    expect((await scene.plan('acme')).code).toBe(0);
  });
