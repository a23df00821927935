/** Every row of the rules for single values, in a tenant's file of its own: one project of hundreds of files, loaded once. */
import { type ProjectFolder, projectFolder } from './a-project-folder';
import table from './rules.json';
import { VALUE_RULES } from './value-rules';

/** Where a value of each rule stands in a file, and the fields around it. */
const PLACES: Readonly<
  Record<string, { readonly path: string; readonly fields: (value: string) => object }>
> = {
  account: { path: 'account', fields: (account) => ({ account }) },
  region: { path: 'region', fields: (region) => ({ region }) },
  bucketName: { path: 'bucket.name', fields: (name) => ({ bucket: { name } }) },
  accessPointName: { path: 'accessPoint.name', fields: (name) => ({ accessPoint: { name } }) },
  externalId: { path: 'externalId', fields: (externalId) => ({ externalId }) },
  prefix: { path: 'grants[0].prefix', fields: (prefix) => ({ grants: [{ prefix, allow: ['get'] }] }) },
  principal: { path: 'principal', fields: (principal) => ({ principal }) },
  kmsKey: {
    path: 'bucket.encryption.kmsKeyArn',
    fields: (kmsKeyArn) => ({ bucket: { name: 'x-exchange', encryption: { kmsKeyArn } } }),
  },
  roleName: { path: 'role.name', fields: (name) => ({ role: { name } }) },
  rolePath: { path: 'role.path', fields: (path) => ({ role: { path } }) },
  managedPolicy: {
    path: 'role.permissionsBoundary',
    fields: (permissionsBoundary) => ({ role: { permissionsBoundary } }),
  },
  extraAction: {
    path: 'grants[0].extraActions[0]',
    fields: (action) => ({ grants: [{ prefix: 'in/', allow: ['get'], extraActions: [action] }] }),
  },
  timestamp: { path: 'revokeSessionsBefore', fields: (revokeSessionsBefore) => ({ revokeSessionsBefore }) },
};

const files = Object.entries(PLACES).flatMap(([rule, { path, fields }]) => {
  const { good, bad } = table[rule as keyof typeof table];
  return [...good, ...bad.map(([value = '']) => value)].map((value, index) => ({
    name: `${rule.toLowerCase()}-${index}`,
    path,
    fields: fields(value),
    message: VALUE_RULES[rule as keyof typeof VALUE_RULES](value),
  }));
});

let folder: ProjectFolder;
beforeAll(() => {
  folder = projectFolder();
  for (const { name, fields } of files) folder.write(name, { customer: name, ...fields });
});
afterAll(() => folder.remove());

test('what a rule says of a value is told of the file, at its field and line', () => {
  expect(files.length).toBeGreaterThanOrEqual(190);
  const { problems } = folder.load();
  const told = new Set(problems.map(({ file, path, message }) => `${file} ${path} ${message}`));
  const silent = files.filter(
    ({ name, path, message }) =>
      message !== undefined && !told.has(`tenants/${name}.yaml ${path} ${message}`),
  );
  expect(silent.map(({ name, message }) => `${name}: ${message}`)).toEqual([]);
  // Whatever else is told, such as a name that two files have, no rule on the value itself speaks where all is well.
  const sound = files
    .filter(({ message }) => message === undefined)
    .map(({ name, path }) => `tenants/${name}.yaml ${path}`);
  const own = problems.filter(
    ({ file, path, message }) =>
      sound.includes(`${file} ${path}`) && /placeholder|holds a folder|rounded/.test(message),
  );
  expect(own).toEqual([]);
  for (const { line } of problems) expect(line).toBeGreaterThan(0);
});
