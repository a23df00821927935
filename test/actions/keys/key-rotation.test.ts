import { lastUseInWords, mustHaveRoom, mustRest, oldKey } from '../../../actions/keys/key-rotation';

const at = (time: string) => new Date(`2026-11-${time}Z`);
const key = (accessKeyId: string, time: string) => ({ accessKeyId, active: true, created: at(time) });
const NOW = at('27T12:00:00');
const use = (time: string) => ({ at: at(time), service: 's3', region: 'us-east-1' });

test.each([
  ['within a day', use('26T12:00:01'), true],
  ['a day ago', use('26T12:00:00'), false],
  ['never', undefined, false],
  ['in the future of this clock', use('27T12:00:05'), true],
])('a key that was used %s', (_, lastUse, stays) => {
  const act = () => mustRest('AKIA1', lastUse, NOW);
  if (stays) expect(act).toThrow(/^the old key AKIA1 was last used .* --force/);
  else expect(act).not.toThrow();
});

test('the older of two keys is the old one, and of one or of twins there is none', () => {
  const [old, young] = [key('AKIA1', '01T00:00:00'), key('AKIA2', '02T00:00:00')];
  expect(oldKey('acme', [old, young])).toBe(old);
  expect(() => oldKey('acme', [old])).toThrow('no rotation has begun');
  expect(() => oldKey('acme', [])).toThrow('no access key');
  expect(() => oldKey('acme', [old, { ...young, created: old.created }])).toThrow('in the same second');
});

test('there is room for two keys, and a rotation needs a first one', () => {
  const one = key('AKIA1', '01T00:00:00');
  expect(() => mustHaveRoom('acme', [], false)).not.toThrow();
  expect(() => mustHaveRoom('acme', [one], true)).not.toThrow();
  expect(() => mustHaveRoom('acme', [], true)).toThrow('keys create acme');
  expect(() => mustHaveRoom('acme', [one, one], false)).toThrow('AWS allows no more');
});

test('the last use in words', () => {
  expect(lastUseInWords(undefined)).toBe('never used');
  expect(lastUseInWords(use('26T12:00:01'))).toBe('last used 2026-11-26T12:00:01Z at s3 in us-east-1');
});
