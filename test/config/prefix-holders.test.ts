/** Whom a prefix meets, beside a look at every pair. */
import fc from 'fast-check';
import { holdersMeeting } from '../../config/fleet/prefix-holders';

/** Of few letters, so that many lie within others. */
const prefix = fc.string({ unit: fc.constantFrom('a', 'b', '/', '\u00ff', '\uffff'), maxLength: 6 });
const kind = fc.constantFrom('one', 'two', 'three');
const holders = fc.array(fc.record({ prefixes: fc.array(prefix, { maxLength: 4 }), kind }), {
  maxLength: 12,
});

test('those of another kind that hold the same, one around it or one within it', () => {
  fc.assert(
    fc.property(holders, prefix, kind, (all, asked, except) => {
      const meeting = holdersMeeting(
        all,
        ({ prefixes }) => prefixes,
        (one) => one.kind,
      );
      const naive = all.filter(
        (one) =>
          one.kind !== except &&
          one.prefixes.some((held) => held.startsWith(asked) || asked.startsWith(held)),
      );
      expect(new Set(meeting(asked, except))).toEqual(new Set(naive));
    }),
  );
});
