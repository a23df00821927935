/** `s3-handshake keys`: the access keys of a vendor that comes with one. */
import { parseArgs } from 'node:util';
import { AccessKeys, mustBeTargetUser } from '../../actions/keys/access-keys';
import { createKey } from '../../actions/keys/create';
import { finishRotation, revokeKeys } from '../../actions/keys/remove';
import { iamClient } from '../../aws/clients';
import { mustBeIn, settingsFor } from '../../aws/customer-account';
import { loadProject, selectTenants } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'keys',
  summary: "Make, rotate and delete a vendor's access keys, where it can do no other.",
  usage: [
    'Usage: s3-handshake keys create <tenant> [--secrets-manager <name>] [--profile <name>] [--json]',
    '       s3-handshake keys rotate <tenant> [--secrets-manager <name>] [--profile <name>] [--json]',
    '       s3-handshake keys rotate <tenant> --finish [--force] [--profile <name>] [--json]',
    '       s3-handshake keys revoke <tenant> [--yes] [--profile <name>] [--json]',
    '',
    '  create             make a key, and print both halves, once',
    '  rotate             make a second one; both work until --finish',
    '  revoke             delete all keys',
    '  --finish           deactivate and delete the older one',
    '  --force            … although it was used within the last 24 hours',
    '  --yes              delete all keys without asking',
    '  --secrets-manager  put the key into the secret of this name, and do not print it',
    '  --profile          profile of the AWS configuration files',
    '  --json             one document on standard output',
    '',
    "The caller's own credentials are used, of the tenant's account: the deployer has no right to make keys.",
    'They take iam:GetUser, ListAccessKeys, CreateAccessKey, UpdateAccessKey, DeleteAccessKey and',
    'GetAccessKeyLastUsed on the user; for --secrets-manager, secretsmanager:DescribeSecret, CreateSecret,',
    'TagResource and PutSecretValue on the secret.',
  ].join('\n'),
  run,
};

const VERBS = ['create', 'rotate', 'revoke'] as const;
type Verb = (typeof VERBS)[number];

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: {
      finish: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'secrets-manager': { type: 'string' },
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
}

type Values = ReturnType<typeof parse>['values'];

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parse(argv);
  const [word, name, ...others] = positionals;
  const verb = VERBS.find((one) => one === word);
  if (verb === undefined)
    throw new UserError(`keys needs one of ${VERBS.join(', ')}${word === undefined ? '' : `, not ${word}`}`);
  // One at a time: each key has a vendor's screen of its own.
  if (name === undefined || others.length > 0)
    throw new UserError(`keys ${verb} needs the name of one tenant`);
  mustFit(verb, values);
  const tenant = oneTenant(io.cwd, name);
  mustHaveKeys(tenant, verb === 'revoke');
  const settings = settingsFor(tenant.region, undefined, io.env, values.profile);
  await mustBeIn(tenant.account, settings);
  const iam = iamClient(settings);
  try {
    await mustBeTargetUser(tenant, iam);
    const keys = new AccessKeys(iam, tenant.role.name);
    const { json } = values;
    if (verb === 'revoke') await revokeKeys(tenant, keys, io, { json, yes: values.yes });
    else if (values.finish) await finishRotation(tenant, keys, io, { json, force: values.force });
    else
      await createKey(tenant, keys, settings, io, {
        json,
        rotates: verb === 'rotate',
        secret: values['secrets-manager'],
      });
    return EXIT.ok;
  } finally {
    iam.destroy();
  }
}

function mustFit(verb: Verb, values: Values): void {
  const makes = verb === 'create' || (verb === 'rotate' && !values.finish);
  const refused = [
    ...(values.finish && verb !== 'rotate' ? ['--finish'] : []),
    ...(values.force && !values.finish ? ['--force'] : []),
    ...(values.yes && verb !== 'revoke' ? ['--yes'] : []),
    ...(values['secrets-manager'] !== undefined && !makes ? ['--secrets-manager'] : []),
  ];
  const step = verb === 'rotate' && values.finish ? 'keys rotate --finish' : `keys ${verb}`;
  if (refused.length > 0) throw new UserError(`${step} knows no ${refused.join(' and no ')}`);
  if (values['secrets-manager'] === '') throw new UserError('--secrets-manager needs the name of a secret');
}

function oneTenant(root: string, name: string): Tenant {
  const [tenant, ...others] = selectTenants(loadProject(root, { tenants: [name] }), [name]);
  if (!tenant || others.length > 0)
    throw new UserError(`${name} names ${others.length + 1} tenants; keys takes one`);
  return tenant;
}

/** `mayBeShut`: keys of a suspended or revoked tenant can be deleted still, and none made. */
function mustHaveKeys({ name, file, credentials, access }: Tenant, mayBeShut: boolean): void {
  if (credentials !== 'access-key')
    throw new UserError(
      `${file}: ${name} has a role and no access keys; credentials: access-key would be needed`,
    );
  if (access !== 'active' && !mayBeShut)
    throw new UserError(
      `${file}: the access of ${name} is ${access}: a new key would open nothing; s3-handshake resume ${name}`,
    );
}
