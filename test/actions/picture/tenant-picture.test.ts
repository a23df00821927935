/** The picture of each of the seed tenants, and of what differs from its file. */
import { drawTenant } from '../../../actions/picture/draw-tenant';
import { readPicture } from '../../../actions/picture/read-picture';
import { pictureInSteps } from '../../../actions/picture/tenant-picture';
import { loadProject, type Project, selectTenants } from '../../../config';
import type { Tenant } from '../../../config/tenant/tenant';
import { parsePolicy } from '../../../iam';
import { compareWithRights, type World } from '../../../iam/reach';
import { edgeText, type Picture } from '../../../report/picture/picture';
import { rightsOf } from '../../../worlds/bounds-of-rights';
import { factsFor } from '../../../worlds/facts';
import { inSlices } from '../../../worlds/in-slices';
import { proposedWorld } from '../../../worlds/proposed';
import { ROOT } from '../../a-tenant';

const host = { env: {}, signal: new AbortController().signal, onEvent: () => undefined };
const project: Project = loadProject(ROOT);

function tenantOf(name: string): Tenant {
  const [tenant] = selectTenants(project, [name]);
  if (!tenant) throw new Error(name);
  return tenant;
}

const edgesOf = (picture: Picture): readonly string[] =>
  picture.edges.map((edge) => edgeText(picture, edge)).sort();

async function ofFile(name: string): Promise<Picture> {
  const { picture, inconclusive } = await readPicture(
    project,
    tenantOf(name),
    { of: 'file', profile: undefined },
    host,
  );
  expect(inconclusive).toEqual([]);
  return picture;
}

test('Amperity: by its external ID and through the access point to the prefixes', async () => {
  expect(edgesOf(await ofFile('acme-amperity'))).toEqual([
    '01234567890123456789 → s3-handshake-acme-amperity: StringEquals, by Vendor1 of trust',
    '999988887777 amperity-plugin → 01234567890123456789: AssumeRole, by Vendor1 of trust',
    'acme-amperity → acme-amperity-exchange: delegates',
    'acme-amperity-exchange → from-amperity/: get, put, list, delete, by Objects2 of s3-handshake-access and ListPrefixes of s3-handshake-access',
    'acme-amperity-exchange → to-amperity/: get, list, by Objects1 of s3-handshake-access and ListPrefixes of s3-handshake-access',
    's3-handshake-acme-amperity → acme-amperity-exchange: location, by BucketLocation of s3-handshake-access',
    's3-handshake-acme-amperity → acme-amperity: may use',
  ]);
});

test('ChannelMix: its account comes in without an external ID, and that is said', async () => {
  const edges = edgesOf(await ofFile('acme-channelmix'));
  expect(edges.filter((edge) => edge.includes('AssumeRole'))).toEqual([
    expect.stringContaining(
      '031871504755 root → s3-handshake-acme-channelmix: AssumeRole, no external ID, by Vendor1 of trust',
    ),
  ]);
});

test.each(project.tenants.map(({ name }) => name))(
  '%s: every grant leads to its prefix, and nothing is strange',
  async (name) => {
    const picture = await ofFile(name);
    const { grants } = tenantOf(name);
    for (const { prefix, allow } of grants) {
      const node = picture.nodes.find(
        ({ kind, label }) => kind === 'prefix' && label === (prefix || 'all keys'),
      );
      const [edge] = picture.edges.filter(({ to }) => to === node?.id);
      expect(edge?.label.split(', ')).toEqual(expect.arrayContaining([...allow]));
    }
    expect(picture.edges.filter(({ state }) => state !== 'expected')).toEqual([]);
    expect(picture.nodes.filter(({ kind }) => kind === 'other')).toEqual([]);
  },
);

/** What is deployed, with this bucket policy beside what should be there, and without the statement that reads. */
async function sabotaged(tenant: Tenant): Promise<Picture> {
  const { world } = proposedWorld(project, tenant);
  const open = parsePolicy(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Open',
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${tenant.bucket.name}/hr/*`,
        },
      ],
    },
    'bucket',
    'bucket',
  );
  if (!open.ok || !world.bucket?.policy || !world.actor) throw new Error('no world to change');
  const { statements } = world.bucket.policy;
  const changed: World = {
    ...world,
    bucket: {
      ...world.bucket,
      policy: { ...world.bucket.policy, statements: [...statements, ...open.policy.statements] },
    },
    actor: {
      ...world.actor,
      identity: world.actor.identity.map((policy) => ({
        ...policy,
        statements: policy.statements.filter(({ sid }) => sid !== 'Objects1'),
      })),
    },
  };
  const rights = rightsOf(project, tenant, changed);
  const facts = await factsFor([changed, rights.must, rights.may]);
  const { differences } = compareWithRights(changed, rights, facts);
  const proposed = { world, facts: await factsFor([world]) };
  const { picture } = await inSlices(pictureInSteps(tenant, proposed, differences, 'deployed'), host.signal);
  return picture;
}

test('what is deployed and not in the file leads from whoever gets in, what is missing to where it should', async () => {
  const picture = await sabotaged(tenantOf('acme-amperity'));
  const [more, less] = (['more', 'less'] as const).map((state) =>
    picture.edges.filter((edge) => edge.state === state).map((edge) => edgeText(picture, edge)),
  );
  expect(more?.join('\n')).toContain('other principals of the account → ');
  expect(more?.join('\n')).toContain('Open of bucket');
  expect(less?.join('\n')).toContain('to-amperity/: get');
});

test('a tenant that is not there', async () => {
  const options = { of: 'file', profile: undefined, format: 'svg', theme: 'auto' } as const;
  await expect(drawTenant(ROOT, 'nobody', options, host)).rejects.toThrow('nobody');
});
