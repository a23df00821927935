import fc from 'fast-check';
import { difference } from '../../../actions/edit/text-difference';

const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '- a', '+ b')).map((lines) => lines.join('\n'));

test('a text differs from itself in nothing', () => {
  fc.assert(fc.property(text, (same) => expect(difference(same, same)).toEqual([])));
});

test('what is left of both without the lines that are shown is the same, in the same order', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = difference(before, after);
      const removed = lines.filter((line) => line.startsWith('- ')).map((line) => line.slice(2));
      const added = lines.filter((line) => line.startsWith('+ ')).map((line) => line.slice(2));
      expect(counted(before.split('\n'), removed)).toEqual(counted(after.split('\n'), added));
      expect(removed.length + added.length).toBe(lines.length);
    }),
  );
});

/** How often each line is there once `without` is taken out. */
function counted(lines: readonly string[], without: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of without) counts.set(line, (counts.get(line) ?? 0) - 1);
  return Object.fromEntries([...counts].filter(([, count]) => count !== 0).sort());
}

test('a changed line is shown as removed and then as added, between lines that stay', () => {
  expect(difference('a\nb\nc\n', 'a\nB\nc\n')).toEqual(['- b', '+ B']);
});
