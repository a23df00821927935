/** A regular expression of a profile costs no more than its text is long; a pattern of names likewise. */
import { matchesAny } from '../../../config/values/name-pattern';
import { expressionProblem, isFoundIn, matchesWhole } from '../../../config/values/regular-expression';

/** With JavaScript's own matcher each of these takes longer than the universe has been there. */
const CATASTROPHES: readonly (readonly [string, string])[] = [
  ['(a+)+b', 'a'],
  ['(a|a)*b', 'a'],
  ['(a|aa)+$b', 'a'],
  ['(.*a){12}b', 'a'],
  ['([a-z]+)*\\d', 'a'],
  ['(?:a?){60}a{60}b', 'a'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'],
];

test.each(CATASTROPHES)('%s is answered at once', (source, letter) => {
  expect(expressionProblem(source)).toBeUndefined();
  expect(matchesWhole(source, letter.repeat(1224))).toBe(false);
  expect(isFoundIn(source, letter.repeat(1224))).toBe(false);
});

test('a whole text is matched, or a part of it', () => {
  expect([matchesWhole('a+', 'aa'), matchesWhole('a+', 'aab'), matchesWhole('a|ab', 'ab')]).toEqual([
    true,
    false,
    true,
  ]);
  expect([isFoundIn('a+$', 'baa'), isFoundIn('^a', 'ba')]).toEqual([true, false]);
});

test('an expression that is longer than any needs to be is refused', () => {
  expect(expressionProblem('a'.repeat(401))).toContain('at most 400');
});

test.each([
  ['acme-*', 'acme-prod', true],
  ['acme-*', 'other', false],
  ['*', '', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['*-prod', 'a-prod-prod', true],
  ['a*b*c', 'aXbXbXc', true],
  ['a*b*c', 'aXbXbX', false],
  ['a.c', 'abc', false],
  ['', '', true],
  ['', 'a', false],
  ['**', 'a', true],
])('the pattern %j and %j: %j', (pattern, name, matches) => {
  expect(matchesAny([pattern], name)).toBe(matches);
});

test('a pattern of many stars is answered at once', () => {
  expect(matchesAny([`${'*a'.repeat(200)}b`], 'a'.repeat(5000))).toBe(false);
});
