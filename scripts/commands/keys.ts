/** `s3-handshake keys`: the access keys of a vendor that comes with one. */
import { type CommandGroup, defineCommand } from '../../command-line/command';
import {
  flag,
  JSON_OUT,
  ONE_TENANT,
  type Operand,
  PROFILE,
  text,
  timeLimit,
} from '../../command-line/option';

const secretsManager = text('name', 'put the key into the secret of this name, and do not print it');

const KEY_ID: Operand<string | undefined> = {
  name: 'id',
  says: 'the ID of one key; without it, all of them',
  needs: 'the ID of one key',
  count: 'optional',
};

const NOTES = [
  "The caller's own credentials are used, of the tenant's account: the deployer has no right to make keys.",
];

const create = defineCommand({
  name: 'create',
  summary: 'Make a key, and print both halves, once.',
  operands: { tenant: ONE_TENANT },
  options: { secretsManager, profile: PROFILE, timeout: timeLimit(120), json: JSON_OUT },
  examples: [{ line: 'keys create acme-prod --secrets-manager vendors/acme', says: 'into a secret, unseen' }],
  notes: [
    ...NOTES,
    'They take iam:GetUser, ListAccessKeys, GetAccessKeyLastUsed and CreateAccessKey on the user, and',
    'iam:UpdateAccessKey and DeleteAccessKey, should the secret not be handed out; for --secrets-manager,',
    'secretsmanager:DescribeSecret, CreateSecret, TagResource and PutSecretValue on the secret.',
  ],
  handler: () => require('../handlers/keys-create') as typeof import('../handlers/keys-create'),
});

const rotate = defineCommand({
  name: 'rotate',
  summary: 'Make a second key; both work until --finish deletes the older one.',
  operands: { tenant: ONE_TENANT },
  options: {
    finish: flag('deactivate and delete the older one', { excludes: ['secretsManager'] }),
    force: flag('… although it was used within the last 24 hours; with --finish'),
    secretsManager,
    profile: PROFILE,
    timeout: timeLimit(120),
    json: JSON_OUT,
  },
  examples: [
    { line: 'keys rotate acme-prod', says: 'a second key beside the first' },
    { line: 'keys rotate acme-prod --finish', says: 'when the vendor uses the new one' },
  ],
  notes: [
    ...NOTES,
    'They take what keys create takes, and iam:TagUser: which key follows which is put on record at the user, in',
    'the tag s3-handshake:rotation, and drift calls a second key high where no record explains it.',
    '--finish deletes no key that was used last, none while nobody has used the newer one, and none where no record',
    'says that the two are of one rotation.',
  ],
  handler: () => require('../handlers/keys-rotate') as typeof import('../handlers/keys-rotate'),
});

const revoke = defineCommand({
  name: 'revoke',
  summary: 'Delete all keys, and the vendor is locked out at once; or the one that is named.',
  operands: { tenant: ONE_TENANT, id: KEY_ID },
  options: { yes: flag('delete without asking'), profile: PROFILE, timeout: timeLimit(120), json: JSON_OUT },
  examples: [
    { line: 'keys revoke acme-prod', says: 'asks before it deletes' },
    { line: 'keys revoke acme-prod AKIAIOSFODNN7EXAMPLE', says: 'one that nobody should have' },
  ],
  notes: [
    ...NOTES,
    'They take iam:GetUser, ListAccessKeys, GetAccessKeyLastUsed, UpdateAccessKey and DeleteAccessKey on',
    'the user.',
  ],
  handler: () => require('../handlers/keys-revoke') as typeof import('../handlers/keys-revoke'),
});

export const keys: CommandGroup = {
  name: 'keys',
  group: 'Change',
  summary: "Make, rotate and delete a vendor's access keys, where it cannot assume a role.",
  commands: [create, rotate, revoke],
};
