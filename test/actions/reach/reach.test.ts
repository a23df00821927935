/** `s3-handshake reach`: who may do what, where, by a tenant's file. */
import { reachReportSchema } from '../../../actions/reach/report-schema';
import { EXIT } from '../../../report/exit-codes';
import { AMPERITY, type AProject, aProject } from '../onboarding/a-project';

const ROLE = 'arn:aws:iam::111122223333:role/s3-handshake-acme-prod';
const VENDOR = 'arn:aws:iam::999988887777:role/prod/amperity-plugin';

let project: AProject;
beforeAll(() => {
  project = aProject();
  project.write('tenants/acme-prod.yaml', AMPERITY);
});
afterAll(() => project.remove());

async function accesses(...argv: readonly string[]) {
  const { code, stdout, stderr } = await project.run(['reach', 'acme-prod', ...argv, '--json']);
  expect([code, stderr]).toEqual([EXIT.ok, '']);
  return reachReportSchema.parse(JSON.parse(stdout)).accesses;
}

test('lists everything that the policies allow, in words', async () => {
  const { code, stdout } = await project.run(['reach', 'acme-prod']);
  expect(code).toBe(EXIT.ok);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  expect(stdout).toMatch(/^acme-prod: who may do what, as its file would be deployed$/m);
  expect(stdout).toMatch(
    /^the target role may call s3:GetObject on arn:aws:s3:::acme-exchange\/to-amperity\/\*$/m,
  );
  expect(stdout).toMatch(/^ +by statement Objects1 of s3-handshake-access$/m);
  expect(stdout).toContain(`${VENDOR} may call sts:AssumeRole with sts:externalid`);
  expect(stdout).toContain('no policies of an organisation are known: handshake.yaml names none');
  // What stands in for policies that nobody read is no statement of anybody's.
  expect(stdout).not.toMatch(/its own policies and|not read|stranger/);
});

interface Row {
  readonly argv: readonly string[];
  /** Actions of each access that is left. */
  readonly left: readonly string[];
}

const ROWS: readonly Row[] = [
  { argv: ['--who', VENDOR], left: ['sts:AssumeRole'] },
  { argv: ['--who', 'arn:aws:iam::444455556666:role/stranger'], left: [] },
  { argv: ['--who', ROLE, '--what', 's3:List*'], left: ['s3:AbortMultipartUpload', 's3:ListBucket'] },
  { argv: ['--what', 's3:getobject', '--where', 'to-amperity/a.csv'], left: ['s3:GetObject'] },
  { argv: ['--where', 'hr/salaries.csv'], left: [] },
  { argv: ['--where', 'to-amperity/a.csv'], left: ['s3:GetObject', 's3:ListBucket'] },
  { argv: ['--what', 'iam:*'], left: [] },
];

test.each(ROWS)('$argv', async ({ argv, left }) => {
  const found = await accesses(...argv);
  expect(found.map(({ actions }) => actions.names[0]).sort()).toEqual([...left].sort());
  expect(found.every(({ state }) => state === 'open')).toBe(true);
});

test('each access names its statements, its conditions and a witness', async () => {
  const [list] = await accesses('--what', 's3:ListBucket', '--where', 'to-amperity/a.csv');
  expect(list).toMatchObject({
    principals: { examples: [ROLE], everybody: false },
    resources: { within: ['arn:aws:s3:::acme-exchange'] },
    statements: [{ policy: 's3-handshake-access', kind: 'identity', sid: 'ListPrefixes' }],
    witness: { principal: ROLE, action: 's3:ListBucket', resource: 'arn:aws:s3:::acme-exchange' },
  });
  expect(list?.ways).toContain('direct');
  expect(list?.conditions).toContainEqual(
    expect.objectContaining({ kind: 'with', key: 's3:prefix', operator: 'StringLike', unless: false }),
  );
});

test.each([
  [['--who', 'arn:aws:iam::99998888777:role/x'], '--who: in the ARN, '],
  [['--who', 'amperity-plugin'], '--who: "amperity-plugin" is '],
  [
    ['--who', 'arn:aws:sts::999988887777:assumed-role/x/session'],
    'this is one session of a role; name the role',
  ],
  [['--what', 's3:GetObjekt'], '--what: s3 has no action "s3:GetObjekt"; did you mean s3:GetObject?'],
  [['--what', 's4:GetObject'], '--what: AWS has no service "s4"; did you mean s3?'],
  [['--what', 'GetObject'], '--what: "GetObject" is not an action'],
  [['--what', 's3:Zip*'], '--what: s3 has no action "s3:Zip*"'],
])('%j is a mistake, and no question that nobody is the answer to', async (argv, says) => {
  const { code, stdout, stderr } = await project.run(['reach', 'acme-prod', ...argv]);
  expect({ code, stdout }).toEqual({ code: EXIT.error, stdout: '' });
  expect(stderr).toContain(says);
});

test.each([['*'], ['S3:getOBJECT'], ['s3*:Get*'], ['kms:Decrypt']])('--what %s is known', async (what) => {
  expect((await project.run(['reach', 'acme-prod', '--what', what])).code).toBe(EXIT.ok);
});

test.each(['anonymous', 'cloudtrail.amazonaws.com', 'arn:aws:iam::999988887777:root'])(
  '--who %s is known',
  async (who) => {
    expect((await project.run(['reach', 'acme-prod', '--who', who])).code).toBe(EXIT.ok);
  },
);

test('no such tenant', async () => {
  const { code, stderr } = await project.run(['reach', 'acme-pord']);
  expect([code, stderr]).toEqual([EXIT.error, expect.stringContaining('did you mean acme-prod?')]);
});
