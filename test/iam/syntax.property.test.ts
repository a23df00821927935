/** What holds for all patterns, variables, dates, addresses and JSON texts. */
import fc from 'fast-check';
import { readDate } from '../../iam/date';
import { isInRange, readIpAddress, readIpRange } from '../../iam/ip-address';
import { readJson } from '../../iam/json';
import { filled, readTemplate } from '../../iam/template';
import { globOf, matchesGlob } from '../../iam/wildcard';

/** Few letters, so that patterns and texts often meet. */
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?', '.', '😀'), maxLength: 12 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*', '😀'), maxLength: 12 });

describe('wildcards', () => {
  /** Slow and plain: by the definition, character by character. */
  function matchesByDefinition([wanted, ...rest]: readonly string[], found: readonly string[]): boolean {
    if (wanted === undefined) return found.length === 0;
    if (wanted === '*')
      return Array.from({ length: found.length + 1 }).some((_, at) =>
        matchesByDefinition(rest, found.slice(at)),
      );
    return (
      found.length > 0 && (wanted === '?' || wanted === found[0]) && matchesByDefinition(rest, found.slice(1))
    );
  }

  it('match as the definition says', () => {
    fc.assert(
      fc.property(pattern, text, (wanted, found) => {
        expect(matchesGlob(globOf(wanted), found)).toBe(matchesByDefinition([...wanted], [...found]));
      }),
      { numRuns: 2_000 },
    );
  });

  it('match whatever the stars were made from', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), text, (pieces, between) => {
        expect(
          matchesGlob(
            globOf(pieces.map((piece) => piece.replaceAll('*', 'a')).join('*')),
            pieces.map((piece) => piece.replaceAll('*', 'a')).join(between),
          ),
        ).toBe(true);
      }),
    );
  });

  it('end in good time on patterns made to make them slow', () => {
    expect(matchesGlob(globOf(`${'a*'.repeat(1_000)}b`), 'a'.repeat(10_000))).toBe(false);
  });
});

describe('variables', () => {
  const value = fc.string({ maxLength: 10 });
  const holds = (wanted: string, values: Readonly<Record<string, string>>, found: string) => {
    const template = readTemplate(wanted, { variables: true, wildcards: true });
    if (!template) throw new Error(wanted);
    const context = (key: string) =>
      key in values ? { values: [values[key] ?? ''], multivalued: false } : ('absent' as const);
    return filled(template, context, (glob) => matchesGlob(glob, found));
  };

  it('stand for exactly their value, whatever is in it', () => {
    fc.assert(
      fc.property(value, value, (held, found) => {
        expect(holds('${k}', { k: held }, found)).toBe(held === found ? 'yes' : 'no');
        expect(holds('<${k}>*', { k: held }, `<${held}>${found}`)).toBe('yes');
      }),
    );
  });

  it('fall back on their default only without a value', () => {
    fc.assert(
      fc.property(value, (held) => {
        expect(holds("${k, 'none'}", {}, 'none')).toBe('yes');
        expect(holds("${k, 'none'}", { k: held }, held)).toBe('yes');
        expect(holds('${k}', {}, held)).toBe('no');
      }),
    );
  });

  it('are read or refused, never thrown at', () => {
    const pieces = fc.string({
      unit: fc.constantFrom('$', '{', '}', "'", ',', ' ', 'k', '*', '?'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(pieces, (wanted) => {
        expect(() => readTemplate(wanted, { variables: true, wildcards: true })).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('JSON', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (source) => {
        expect(readJson(source)).toMatchObject({ ok: true, value: JSON.parse(source) });
      }),
    );
  });

  it('is refused where JSON.parse refuses it', () => {
    const almost = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', '"', '}', ',', ':', '\\', '0', '\n'))
      .map(
        ([source, at, change]) =>
          source.slice(0, at % source.length) + change + source.slice((at % source.length) + 1),
      );
    fc.assert(
      fc.property(almost, (source) => {
        let valid = true;
        try {
          JSON.parse(source);
        } catch {
          valid = false;
        }
        expect(readJson(source).ok).toBe(valid);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('dates', () => {
  it('are the moment that JavaScript takes them for', () => {
    const moment = fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        expect(readDate(date.toISOString())).toBeCloseTo(date.getTime(), 0);
        expect(readDate(String(Math.floor(date.getTime() / 1_000)))).toBe(
          Math.floor(date.getTime() / 1_000) * 1_000,
        );
      }),
    );
  });

  it('are refused where there is no such day', () => {
    for (const date of [
      '2026-02-29',
      '2026-13-01',
      '2026-04-31T00:00:00Z',
      '2026-01-01T24:01:00Z',
      '2026-01-01T00:00',
      'now',
      '',
    ])
      expect([date, readDate(date)]).toEqual([date, undefined]);
  });
});

describe('IP addresses', () => {
  it('are in a range if and only if the leading bits are the same', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    const bits = (bytes: readonly number[]) =>
      bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
    fc.assert(
      fc.property(address, address, fc.nat(128), (base, other, prefix) => {
        const [range, found] = [readIpRange(`${base}/${prefix}`), readIpAddress(other)];
        const length = base.includes(':') ? 128 : 32;
        expect(range !== undefined).toBe(prefix <= length);
        if (!range || !found) return;
        const same = bits(range.address).slice(0, prefix) === bits(found).slice(0, prefix);
        expect(isInRange(found, range)).toBe(same && base.includes(':') === other.includes(':'));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are the same in every way to write them', () => {
    const ways = [
      '2001:db8::ff00:42:8329',
      '2001:DB8:0:0:0:FF00:42:8329',
      '2001:0db8:0000:0000:0000:ff00:0042:8329',
      '2001:db8::ff00:0.66.131.41',
    ];
    expect(new Set(ways.map((way) => readIpAddress(way)?.join('.'))).size).toBe(1);
    for (const wrong of [
      '1.2.3',
      '1.2.3.256',
      '01.2.3.4',
      '::1::',
      ':',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8::',
      'g::',
      '',
    ])
      expect([wrong, readIpAddress(wrong)]).toEqual([wrong, undefined]);
  });
});
