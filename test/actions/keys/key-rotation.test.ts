/** When a key may be made and which one may go: a table of what IAM tells, and what follows. */

import { keyInWords, keyToFinish, mustHaveRoom } from '../../../actions/keys/key-rotation';
import type { KnownKey } from '../../../actions/keys/target-user-keys';
import { type Rotation, rotationOf, rotationText } from '../../../aws/deployed/rotation-record';
import { ROTATION_TAG } from '../../../config/tenant/names';

const at = (time: string) => new Date(`2026-11-${time}Z`);
const NOW = at('27T12:00:00');
const key = (id: string, created: string, used?: string, active = true): KnownKey => ({
  id,
  active,
  created: at(created),
  lastUse: used === undefined ? undefined : { at: at(used), service: 's3', region: 'us-east-1' },
});

const tagged = (rotation: Rotation) => ({ [ROTATION_TAG]: rotationText(rotation) });

const OLD = '01T00:00:00';
const YOUNG = '20T00:00:00';

/** The two keys, whether `--force` was given, and the one that goes or why none does. */
const FINISHES: readonly (readonly [string, readonly KnownKey[], boolean, string | RegExp])[] = [
  ['none', [], false, /no access key: no rotation has begun/],
  ['one', [key('A', OLD, '26T00:00:00')], true, /one access key: no rotation has begun/],
  ['the old one rests for a day', [key('A', OLD, '26T12:00:00'), key('B', YOUNG, '27T11:00:00')], false, 'A'],
  ['the old one was never used', [key('A', OLD), key('B', YOUNG, '27T11:00:00')], false, 'A'],
  [
    'the old one was used within a day',
    [key('A', OLD, '26T12:00:01'), key('B', YOUNG, '27T11:00:00')],
    false,
    /^the old key A was last used 2026-11-26T12:00:01Z .*--force/,
  ],
  ['the same, by force', [key('A', OLD, '26T12:00:01'), key('B', YOUNG, '27T11:00:00')], true, 'A'],
  ['both used at once, by force', [key('A', OLD, '27T11:00:00'), key('B', YOUNG, '27T11:00:00')], true, 'A'],
  [
    'the old one was used last',
    [key('A', OLD, '26T12:00:01'), key('B', YOUNG, '26T12:00:00')],
    false,
    /the older key was used after the newer one/,
  ],
  [
    'the old one was used last, and by force',
    [key('A', OLD, '21T00:00:01'), key('B', YOUNG, '21T00:00:00')],
    true,
    /the older key was used after the newer one.*keys revoke acme <id>/,
  ],
  [
    'a run was killed: nobody has the newer one',
    [key('A', OLD, '21T00:00:00'), key('B', YOUNG)],
    false,
    /nobody has used the newer key yet.*A, made .*, last used .*; and B, made .*, never used/,
  ],
  [
    'the same, by force',
    [key('A', OLD, '21T00:00:00'), key('B', YOUNG)],
    true,
    /nobody has used the newer key yet/,
  ],
  ['nobody used either', [key('A', OLD), key('B', YOUNG)], true, /nobody has used the newer key yet/],
  [
    'the newer one is switched off',
    [key('A', OLD, '21T00:00:00'), key('B', YOUNG, '22T00:00:00', false)],
    true,
    /the newer key is inactive/,
  ],
  [
    'the older one is switched off already',
    [key('A', OLD, '27T11:59:00', false), key('B', YOUNG, '21T00:00:00')],
    false,
    'A',
  ],
  [
    'twins: the record tells them apart',
    [key('A', OLD, '02T00:00:00'), key('B', OLD, '03T00:00:00')],
    true,
    'A',
  ],
];

const RECORD: Rotation = { from: 'A', to: 'B' };

test.each(FINISHES)('--finish: %s', (_, keys, force, comes) => {
  const act = () => keyToFinish('acme', keys, rotationOf(tagged(RECORD), keys), { force, now: NOW }).id;
  if (typeof comes === 'string') expect(act()).toBe(comes);
  else expect(act).toThrow(comes);
});

/** Tags of the user, and what they say of the keys A and B. */
const RECORDS: readonly (readonly [string, Readonly<Record<string, string>>, Rotation | undefined])[] = [
  ['these two', tagged(RECORD), RECORD],
  ['these two, the other way round', tagged({ from: 'B', to: 'A' }), { from: 'B', to: 'A' }],
  ['none', {}, undefined],
  ["a third key, and one is somebody else's", tagged({ from: 'A', to: 'C' }), undefined],
  ['a third key, and the other one went', tagged({ from: 'C', to: 'B' }), undefined],
  ['one key twice', tagged({ from: 'A', to: 'A' }), undefined],
  ['what is no record', { [ROTATION_TAG]: 'A, then B' }, undefined],
  ['a record with more behind it', { [ROTATION_TAG]: 'A to B to C' }, undefined],
];

test.each(RECORDS)('a record of %s', (_, tags, rotation) => {
  const keys = [key('A', OLD, '21T00:00:00'), key('B', YOUNG, '22T00:00:00')];
  expect(rotationOf(tags, keys)).toEqual(rotation);
  const act = () => keyToFinish('acme', keys, rotationOf(tags, keys), { force: true, now: NOW }).id;
  if (!rotation)
    expect(act).toThrow(/no record says .* made the second access key of acme.*keys revoke acme <id>/);
  // Of two that the record names the other way round, the one that goes was used last.
  else if (rotation.from === 'B') expect(act).toThrow(/the older key was used after the newer one/);
  else expect(act()).toBe('A');
});

const ONE = key('A', OLD);
const ROOMS: readonly (readonly [string, readonly KnownKey[], boolean, RegExp | undefined])[] = [
  ['none, to create', [], false, undefined],
  ['none, to rotate', [], true, /no access key to rotate: s3-handshake keys create acme/],
  [
    'one, to create another',
    [ONE],
    false,
    /has an access key already: A, made 2026-11-01T00:00:00Z, never used; .*keys rotate acme .*keys revoke acme A deletes it/,
  ],
  ['one, to rotate', [ONE], true, undefined],
  [
    'two, to create',
    [ONE, key('B', YOUNG)],
    false,
    /AWS allows no more: A, .*; and B, .*no record says .*keys revoke acme <id>/,
  ],
  ['two, to rotate', [ONE, key('B', YOUNG)], true, /AWS allows no more.*no record says/],
];

test.each(ROOMS)('room for a key: %s', (_, keys, rotates, refused) => {
  const act = () => mustHaveRoom('acme', keys, undefined, rotates);
  if (refused) expect(act).toThrow(refused);
  else expect(act).not.toThrow();
});

test('room for a key: where the record explains the second one, its end is named', () => {
  expect(() => mustHaveRoom('acme', [ONE, key('B', YOUNG)], RECORD, true)).toThrow(
    /AWS allows no more.*--finish deletes A when the vendor uses B.*keys revoke acme <id>/,
  );
});

test('a key in words', () => {
  expect(keyInWords(key('A', OLD, '26T12:00:01', false))).toBe(
    'A, inactive, made 2026-11-01T00:00:00Z, last used 2026-11-26T12:00:01Z at s3 in us-east-1',
  );
});
