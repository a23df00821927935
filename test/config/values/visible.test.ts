import fc from 'fast-check';
import { visible, visibleInPlace, visibleJson, visibleLines } from '../../../config/values/visible';

test.each([
  ['a line feed', 'a\nb', 'a\\nb'],
  ['a carriage return', 'a\rb', 'a\\rb'],
  ['a tab', 'a\tb', 'a\\tb'],
  ['a colour', '\u001b[31mred', '\\u001b[31mred'],
  ['a bell', 'a\u0007', 'a\\u0007'],
  ['delete', 'a\u007f', 'a\\u007f'],
  ['the C1 control that begins sequences', 'a\u009b31m', 'a\\u009b31m'],
  ['the next line of C1', 'a\u0085b', 'a\\u0085b'],
  ['the direction turned', 'a\u202eb', 'a\\u202eb'],
  ['an isolate', 'a\u2066b', 'a\\u2066b'],
  ['an Arabic letter mark', 'a\u061cb', 'a\\u061cb'],
  ['a separator of lines', 'a\u2028b', 'a\\u2028b'],
  ['a blank without width', 'a\u200bb', 'a\\u200bb'],
  ['a byte order mark', '\ufeffa', '\\ufeffa'],
  ['a tag letter, which is no code unit', '\u{e0041}', '\\udb40\\udc41'],
  ['half of a pair', 'a\ud800b', 'a\\ud800b'],
  ['no character', 'a\uffff', 'a\\uffff'],
])('%s is made visible', (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each(['', 'a b', 'größer', '日本語', '👩\u200d👩\u200d👧', 'می\u200cخواهم', 'C:\\new'])(
  '%j stays',
  (text) => {
    expect(visible(text)).toBe(text);
  },
);

const anything = fc.string({ unit: 'binary' });

test('twice is once, and it is one line', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const shown = visible(text);
      expect(visible(shown)).toBe(shown);
      expect(shown).not.toMatch(/[\n\r\u2028\u2029\u0085]/);
    }),
  );
});

test('lines of ours stay lines', () => {
  expect(visibleLines('one\ntwo\u202e')).toBe('one\ntwo\\u202e');
});

test('in place, every place is kept', () => {
  expect(visibleInPlace('\ta\u001b[31m')).toBe(' a\ufffd[31m');
  fc.assert(fc.property(anything, (text) => visibleInPlace(text).length === text.length));
});

test('JSON says the same, and shows nothing that is not there', () => {
  expect(visibleJson(JSON.stringify({ a: '\u009b31m\u202e' }))).toBe('{"a":"\\u009b31m\\u202e"}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = visibleJson(JSON.stringify(value, null, 2));
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
