/** Answers that are lost, held or spoilt, and places that take no key: what is left is nothing, or is named. */
import { ROTATION_TAG } from '../../../config/tenant/names';
import { EXIT } from '../../../report/exit-codes';
import { type AProject, aProject } from '../onboarding/a-project';
import { keyFile } from './key-file';
import { aKey, type Fate, type PlayedAccount, playedAccount, TENANT } from './played-account';

let account: PlayedAccount;
let project: AProject;
beforeAll(async () => {
  account = await playedAccount();
  project = aProject({ [TENANT]: keyFile(TENANT) });
});
afterAll(async () => {
  project.remove();
  await account.close();
});
beforeEach(() => account.reset([]));

const keys = (argv: readonly string[], io: Parameters<AProject['run']>[1] = {}) =>
  project.run(['keys', ...argv], { env: account.env, ...io });

const spoilt = (body: string): Fate => ({ body });
const PAGE = '<!DOCTYPE html>\n<html><body>Log in</body></html>';
const HALF =
  '<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><AccessKeyId>AKIANEW1</AccessKeyId></AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>';

/** What becomes of the answer to CreateAccessKey, after AWS has made the key. */
const LOST: readonly (readonly [string, Fate])[] = [
  ['its connection ends', 'drop'],
  [
    'a server error',
    { status: 500, body: '<ErrorResponse><Error><Code>ServiceFailure</Code></Error></ErrorResponse>' },
  ],
  ["a proxy's own refusal", { status: 403, body: '<html><body>Forbidden</body></html>' }],
  ["a proxy's own end of patience", { status: 408, body: '' }],
  ['it is empty', spoilt('')],
  ["a proxy's page", spoilt(PAGE)],
  [
    'the element is empty',
    spoilt('<CreateAccessKeyResponse><CreateAccessKeyResult/></CreateAccessKeyResponse>'),
  ],
  ['it has no secret', spoilt(HALF)],
  ['it is cut', spoilt(HALF.slice(0, 60))],
];

describe.each([
  ['create', []],
  ['rotate', [aKey('AKIAOLD', '2026-11-01T00:00:00Z', '2026-11-19T00:00:00Z')]],
] as const)('keys %s', (command, before) => {
  test.each(LOST)(
    'where the answer is lost (%s), one request was made, and the key is deleted again',
    async (_, fate) => {
      account.reset(before);
      account.fate = (operation, moment) =>
        operation === 'CreateAccessKey' && moment === 'after' ? fate : 'go';
      const { code, stdout, stderr } = await keys([command, TENANT]);
      expect({ code, stdout }).toEqual({ code: EXIT.error, stdout: '' });
      expect(stderr).toMatch(
        /no usable answer to CreateAccessKey \(.+\); the key AKIANEW\d+ was deleted again/s,
      );
      expect(account.asked.filter((operation) => operation === 'CreateAccessKey')).toHaveLength(1);
      expect(account.keys.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    },
  );

  test('where AWS never got the request, no key is taken for a new one', async () => {
    account.reset(before);
    account.fate = (operation) => (operation === 'CreateAccessKey' ? 'drop' : 'go');
    expect((await keys([command, TENANT])).stderr).toContain('IAM lists no new key');
    expect(account.keys.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test('where AWS refuses, nothing is looked for and nothing deleted', async () => {
    account.reset(before);
    account.fate = (operation, moment) => {
      if (operation !== 'CreateAccessKey' || moment !== 'before') return 'go';
      // Somebody else's, made at the same time.
      account.keys.push(aKey('AKIAOTHER', '2026-11-20T00:00:00Z'));
      return {
        status: 403,
        body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
      };
    };
    expect((await keys([command, TENANT])).code).toBe(EXIT.error);
    expect(account.keys.map(({ id }) => id)).toContain('AKIAOTHER');
  });

  test('where what is there cannot be listed either, the next run is named that will tell', async () => {
    account.reset(before);
    let isMade = false;
    account.fate = (operation, moment) => {
      isMade ||= operation === 'CreateAccessKey' && moment === 'after';
      return isMade ? 'drop' : 'go';
    };
    const { code, stderr } = await keys([command, TENANT]);
    expect(code).toBe(EXIT.error);
    expect(stderr).toContain(`whether a key was made could not be found out`);
    account.fate = () => 'go';
    expect((await keys([command, TENANT])).stderr).toContain(account.keys.at(-1)?.id);
  });

  test.each([
    ['a closed pipe', 'EPIPE', 'write EPIPE'],
    ['a full disk', 'ENOSPC', 'ENOSPC: no space left on device, write'],
  ])('a secret that %s does not take is no secret: the key is deleted again', async (_, code, message) => {
    account.reset(before);
    const deliver = () => Promise.reject(Object.assign(new Error(message), { code }));
    const printed = await keys([command, TENANT], { deliver });
    expect(printed.code).toBe(EXIT.error);
    expect(printed.stderr).toMatch(
      new RegExp(
        `the secret of the key AKIANEW\\d+ could not be handed out: ${message}; the key AKIANEW\\d+ was deleted again`,
      ),
    );
    expect(account.keys.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test.each([
    ['UpdateAccessKey', 'it is as it was, or inactive already'],
    ['DeleteAccessKey', 'it is inactive'],
  ])('where the key cannot be taken back (%s), secret and key are named', async (failing, left) => {
    account.reset(before);
    account.fate = (operation) =>
      operation === failing
        ? {
            status: 403,
            body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed</Message></Error></ErrorResponse>',
          }
        : 'go';
    const { code, stderr } = await keys([command, TENANT], {
      deliver: () => Promise.reject(new Error('write EPIPE')),
    });
    const id = account.keys.at(-1)?.id;
    expect(code).toBe(EXIT.error);
    expect(stderr).toContain(
      `the secret of the key ${id} could not be handed out: write EPIPE; the key ${id} was not deleted: not allowed; ${left}, and nobody has its secret: s3-handshake keys revoke ${TENANT} ${id} deletes it`,
    );
  });

  test('a secret that took the key though its answer was lost keeps it', async () => {
    account.reset(before);
    account.fate = (operation, moment) =>
      operation === 'CreateSecret' && moment === 'after' ? { status: 501, body: '{}' } : 'go';
    const { code, stdout } = await keys([command, TENANT, '--secrets-manager', 'place', '--json']);
    expect(code).toBe(EXIT.ok);
    const [value = '{}'] = [...(account.secrets.get('place')?.values() ?? [])];
    expect(JSON.parse(value).AccessKeyId).toBe(JSON.parse(stdout).accessKeyId);
    expect(account.keys.map(({ id }) => id)).toContain(JSON.parse(stdout).accessKeyId);
  });

  test('a secret that did not take it does not keep the key', async () => {
    account.reset(before);
    account.fate = (operation) =>
      operation === 'CreateSecret'
        ? { status: 400, body: '{"__type":"LimitExceededException","message":"full"}' }
        : 'go';
    const { stderr } = await keys([command, TENANT, '--secrets-manager', 'place']);
    expect(stderr).toMatch(/could not be handed out: full; the key AKIANEW\d+ was deleted again/);
    expect(account.keys.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test('where nobody can tell whether the secret took it, the key stays, and both are named', async () => {
    account.reset(before);
    let isPut = false;
    account.fate = (operation, moment) => {
      isPut ||= operation === 'CreateSecret' && moment === 'after';
      return isPut ? { status: 501, body: '{}' } : 'go';
    };
    const { code, stderr } = await keys([command, TENANT, '--secrets-manager', 'place']);
    expect(code).toBe(EXIT.error);
    expect(stderr).toMatch(
      /whether the secret place took the key (AKIANEW\d+) could not be found out .*keys revoke key-way \1 deletes it/s,
    );
    expect(account.keys.length).toBe(before.length + 1);
  });
});

describe('the record of a rotation', () => {
  const OLD = aKey('AKIAOLD', '2026-11-01T00:00:00Z', '2026-11-19T00:00:00Z');

  test('names both keys, before anybody has the new one', async () => {
    account.reset([OLD]);
    let recorded: string | undefined;
    await keys(['rotate', TENANT], {
      deliver: async () => {
        recorded = account.tags.get(ROTATION_TAG);
      },
    });
    expect(recorded).toBe(`AKIAOLD to ${account.keys.at(-1)?.id}`);
  });

  test.each([
    ['lost on its way', 'drop'],
    [
      'refused',
      { status: 403, body: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>' },
    ],
  ] as const)('where it is %s, the key is deleted again', async (_, fate) => {
    account.reset([OLD]);
    account.fate = (operation) => (operation === 'TagUser' ? fate : 'go');
    const { code, stdout, stderr } = await keys(['rotate', TENANT]);
    expect({ code, stdout }).toEqual({ code: EXIT.error, stdout: '' });
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /that the key (AKIANEW\d+) follows AKIAOLD could not be put on record: .*; the key \1 was deleted again/,
    );
    expect(account.keys.map(({ id }) => id)).toEqual(['AKIAOLD']);
  });

  test('a first key follows none, and needs none', async () => {
    await keys(['create', TENANT]);
    expect(account.asked).not.toContain('TagUser');
  });
});

const TWO = [
  aKey('AKIAOLD', '2026-11-01T00:00:00Z', '2026-11-19T00:00:00Z'),
  aKey('AKIAYOUNG', '2026-11-10T00:00:00Z', '2026-11-20T00:00:00Z'),
];

test('a deletion whose answer is lost is made again, and a key that is gone is as it should be', async () => {
  account.reset(TWO, { from: 'AKIAOLD', to: 'AKIAYOUNG' });
  let isLost = false;
  account.fate = (operation, moment) => {
    if (operation !== 'DeleteAccessKey' || moment !== 'after' || isLost) return 'go';
    isLost = true;
    return 'drop';
  };
  const { code, stdout } = await keys(['rotate', TENANT, '--finish']);
  expect({ code, stdout }).toMatchObject({
    code: EXIT.ok,
    stdout: expect.stringContaining('Deleted: AKIAOLD'),
  });
  expect(account.keys.map(({ id }) => id)).toEqual(['AKIAYOUNG']);
});

test('of two keys to be revoked, it is said which is deleted and which is not', async () => {
  account.reset(TWO);
  account.fate = (operation, moment) =>
    operation === 'DeleteAccessKey' && moment === 'before' && account.keys.length === 1
      ? {
          status: 403,
          body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed</Message></Error></ErrorResponse>',
        }
      : 'go';
  const { code, stderr } = await keys(['revoke', TENANT, '--yes']);
  expect(code).toBe(EXIT.error);
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
    'it is inactive; deleted: AKIAOLD, not known to be deleted: AKIAYOUNG',
  );
});
