/**
 * An identity perimeter, of the form that AWS publishes, keeps the vendor out until it has an exemption: `validate` finds
 * it, `organization` prints what has to be added, and with it the tenant is proven.
 * https://github.com/aws-samples/data-perimeter-policy-examples
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { validateReportSchema } from '../../../actions/validate/report-schema';
import { EXIT } from '../../../report/exit-codes';
import { keyFile } from '../keys/key-file';
import { AMPERITY, type AProject, aProject } from '../onboarding/a-project';

const ID = 'o-a1b2c3d4e5';
const RCP = 'organization/identity-perimeter.json';

/** `accounts`: of third parties that are let in. */
function perimeter(...accounts: readonly string[]): string {
  const outside = {
    'aws:PrincipalOrgID': ID,
    'aws:PrincipalAccount': ['127311923021', ...accounts],
    'aws:ResourceTag/dp:exclude:identity': 'true',
  };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OnlyOurIdentities',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:*', 'sqs:*', 'kms:*', 'secretsmanager:*', 'sts:AssumeRole'],
        Resource: '*',
        Condition: {
          StringNotEqualsIfExists: outside,
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ],
  });
}

const FLEET = `organization:
  id: ${ID}
  serviceControl: [[FullAWSAccess]]
  resourceControl:
    - [${RCP}]
`;

let project: AProject;
beforeEach(() => {
  project = aProject();
  mkdirSync(join(project.folder, 'organization'));
  project.write('tenants/acme-prod.yaml', AMPERITY);
  project.write('handshake.yaml', FLEET);
  project.write(RCP, perimeter());
});
afterEach(() => project.remove());

async function validated() {
  const { stdout } = await project.run(['validate', '--json']);
  const { exitCode, findings, tenants } = validateReportSchema.parse(JSON.parse(stdout));
  return { exitCode, findings, tenants };
}

test('untagged, the vendor is denied, and it is said what has to be added', async () => {
  const { exitCode, findings, tenants } = await validated();
  expect(exitCode).toBe(EXIT.finding);
  expect(tenants[0]?.assumptions).toEqual([]);
  const [finding] = findings.filter(({ rule }) => rule === 'organization-denies');
  expect(finding?.message).toContain('should be able to call sts:AssumeRole');
  expect(finding?.message).toContain('with sts:externalid StringEquals 01234567890123456789');
  expect(finding?.witness).toMatchObject({
    principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
    action: 'sts:AssumeRole',
  });
  expect(finding?.message).toContain(`by statement OnlyOurIdentities of ${RCP}`);
  expect(finding?.remediation).toContain('s3-handshake organization acme-prod');
  const { stdout } = await project.run(['organization', 'acme-prod']);
  expect(stdout).toContain(`Statement OnlyOurIdentities of ${RCP} denies what the file says`);
  expect(stdout).toContain('"aws:PrincipalAccount":["127311923021","999988887777"]');
  expect(stdout).toContain('{"StringNotEqualsIfExists":{"aws:ResourceTag/dp:exclude:identity":"true"}}');
  expect(stdout).toContain('role: { tags: { "dp:exclude:identity": "true" } }');
});

test('tagged on the role alone, it is allowed', async () => {
  project.write('tenants/acme-prod.yaml', `${AMPERITY}role: { tags: { "dp:exclude:identity": "true" } }\n`);
  expect(await validated()).toMatchObject({ exitCode: EXIT.ok, findings: [] });
  const { stdout } = await project.run(['organization', 'acme-prod']);
  expect(stdout).toContain("None of the organisation's policies denies what the file says");
});

test('tagged otherwise, it is denied', async () => {
  project.write('tenants/acme-prod.yaml', `${AMPERITY}role: { tags: { "dp:exclude:identity": "false" } }\n`);
  expect((await validated()).exitCode).toBe(EXIT.finding);
});

test('with its account listed, it is allowed', async () => {
  project.write(RCP, perimeter('999988887777'));
  expect(await validated()).toMatchObject({ exitCode: EXIT.ok, findings: [] });
});

test('a service control policy that denies the role its reads is found', async () => {
  const deny = { Sid: 'NoReads', Effect: 'Deny', Action: 's3:GetObject', Resource: '*' };
  project.write(RCP, perimeter('999988887777'));
  project.write('organization/no-reads.json', JSON.stringify({ Version: '2012-10-17', Statement: deny }));
  project.write(
    'handshake.yaml',
    FLEET.replace('[[FullAWSAccess]]', '[[FullAWSAccess, organization/no-reads.json]]'),
  );
  const { findings } = await validated();
  expect(findings.map(({ rule }) => rule)).toContain('organization-denies');
  const { stdout } = await project.run(['organization', 'acme-prod', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    kind: 'organization-exemption',
    denying: [{ statement: 'NoReads', additions: [{ operator: 'ArnNotEquals', key: 'aws:PrincipalArn' }] }],
  });
});

test('a resource control policy that denies the role its reads is met by the role, not by the vendor', async () => {
  const deny = { Sid: 'NoReads', Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: '*' };
  project.write(RCP, JSON.stringify({ Version: '2012-10-17', Statement: deny }));
  const { stdout } = await project.run(['organization', 'acme-prod']);
  expect(stdout).toMatch(/denies what the file says: requests\.\s+This, beside its conditions,/);
  expect(stdout).toContain('{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::');
  expect(stdout).not.toContain('aws:PrincipalAccount');
  expect(stdout).not.toContain('role: { tags:');
});

interface Broken {
  readonly name: string;
  readonly fleet: string;
  readonly file?: string;
  readonly line: number;
  readonly says: string;
}

const BROKEN: readonly Broken[] = [
  {
    name: 'a file that is not there',
    fleet: FLEET.replace(RCP, 'organization/no.json'),
    line: 5,
    says: 'the file cannot be read (ENOENT)',
  },
  { name: 'no JSON', fleet: FLEET, file: '{', line: 5, says: 'line 1' },
  {
    name: 'no policy',
    fleet: FLEET,
    file: '{"Version":"2012-10-17"}',
    line: 5,
    says: 'Statement is missing',
  },
  {
    name: 'too long',
    fleet: FLEET,
    file: perimeter(...Array.from({ length: 400 }, (_, at) => String(100000000000 + at))),
    line: 5,
    says: 'AWS allows 5120',
  },
  {
    name: 'an absolute path',
    fleet: FLEET.replace(RCP, '/etc/passwd'),
    line: 5,
    says: 'must be a path within the project',
  },
  {
    name: 'a level without a policy',
    fleet: FLEET.replace('[[FullAWSAccess]]', '[[]]'),
    line: 3,
    says: 'must name at least one policy',
  },
];

test.each(BROKEN)(
  '$name is a finding at its line, and nothing is proven',
  async ({ fleet, file, line, says }) => {
    project.write('handshake.yaml', fleet);
    if (file !== undefined) project.write(RCP, file);
    const { exitCode, findings, tenants } = await validated();
    expect([exitCode, tenants]).toEqual([EXIT.finding, []]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'file',
        message: expect.stringContaining(says),
        place: expect.objectContaining({ file: 'handshake.yaml', line }),
      }),
    );
  },
);

test('without an organisation it prints what AWS publishes', async () => {
  project.write('handshake.yaml', 'state: local\n');
  const { code, stdout } = await project.run(['organization', 'acme-prod']);
  expect(code).toBe(EXIT.ok);
  expect(stdout).toContain('handshake.yaml names no policies of an organisation');
  expect(stdout).toContain('{"StringNotEqualsIfExists":{"aws:PrincipalAccount":["999988887777"]}}');
});

test('a vendor that comes with an access key needs no exemption from it, and its file takes no tag of a role', async () => {
  project.write('handshake.yaml', 'state: local\n');
  project.write('tenants/acme-prod.yaml', keyFile('acme-prod'));
  const { code, stdout } = await project.run(['organization', 'acme-prod']);
  expect(code).toBe(EXIT.ok);
  expect(stdout).toContain('does not deny acme-prod');
  expect(stdout).not.toContain('role:');
});
