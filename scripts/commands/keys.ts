/** `s3-handshake keys`: the access keys of a vendor that comes with one. */
import { type CommandGroup, defineCommand } from '../command';
import { flag, JSON_OUT, ONE_TENANT, PROFILE, text } from '../option';

const secretsManager = text('name', 'put the key into the secret of this name, and do not print it');

const NOTES = [
  "The caller's own credentials are used, of the tenant's account: the deployer has no right to make keys.",
];

const create = defineCommand({
  name: 'create',
  summary: 'Make a key, and print both halves, once.',
  operands: { tenant: ONE_TENANT },
  options: { secretsManager, profile: PROFILE, json: JSON_OUT },
  examples: [{ line: 'keys create acme-prod --secrets-manager vendors/acme', says: 'into a secret, unseen' }],
  notes: [
    ...NOTES,
    'They take iam:GetUser, ListAccessKeys and CreateAccessKey on the user; for --secrets-manager,',
    'secretsmanager:DescribeSecret, CreateSecret, TagResource and PutSecretValue on the secret, and',
    'iam:UpdateAccessKey and DeleteAccessKey, should the secret not take the key.',
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
    json: JSON_OUT,
  },
  examples: [
    { line: 'keys rotate acme-prod', says: 'a second key beside the first' },
    { line: 'keys rotate acme-prod --finish', says: 'when the vendor uses the new one' },
  ],
  notes: [
    ...NOTES,
    'They take what keys create takes, and for --finish iam:UpdateAccessKey, DeleteAccessKey and',
    'GetAccessKeyLastUsed on the user.',
  ],
  handler: () => require('../handlers/keys-rotate') as typeof import('../handlers/keys-rotate'),
});

const revoke = defineCommand({
  name: 'revoke',
  summary: 'Delete all keys: the vendor is locked out at once.',
  operands: { tenant: ONE_TENANT },
  options: { yes: flag('delete all keys without asking'), profile: PROFILE, json: JSON_OUT },
  examples: [{ line: 'keys revoke acme-prod', says: 'asks before it deletes' }],
  notes: [
    ...NOTES,
    'They take iam:GetUser, ListAccessKeys, UpdateAccessKey and DeleteAccessKey on the user.',
  ],
  handler: () => require('../handlers/keys-revoke') as typeof import('../handlers/keys-revoke'),
});

export const keys: CommandGroup = {
  name: 'keys',
  group: 'Change',
  summary: "Make, rotate and delete a vendor's access keys, where it can do no other.",
  commands: [create, rotate, revoke],
};
