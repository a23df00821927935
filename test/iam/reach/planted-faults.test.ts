/** Faults that are put into the comparison on purpose: the property test must find each of them. */
import { findRegions, judgesOf } from '../../../iam/reach/regions';
import { witnessOf } from '../../../iam/reach/witness';
import { FULL } from '../../full';
import { randomFrom } from '../random';
import { checkPair, type Reach } from './checked';
import { drawPair } from './random-worlds';

type Module = Readonly<Record<string, unknown>>;
type Wrapped = (...args: readonly never[]) => unknown;

interface Fault {
  readonly what: string;
  readonly module: string;
  /** A pair before which none shows it. */
  readonly from?: number;
  readonly plant: (original: (name: string) => Wrapped) => Module;
}

const FOLDER = '../../../iam/reach';

const FAULTS: readonly Fault[] = [
  {
    what: 'nobody unsigned asks',
    module: 'principals',
    from: 6,
    plant: (original) => ({
      principalClasses: (...args: readonly never[]) =>
        (original('principalClasses')(...args) as { principal: { kind: string } }[]).filter(
          ({ principal }) => principal.kind !== 'anonymous',
        ),
    }),
  },
  {
    what: 'a derived key is another key in another case',
    module: 'conditions',
    from: 6,
    plant: (original) => ({
      conditionsByKey: (sources: readonly { statement: { conditions: readonly { key: string }[] } }[]) => {
        const plain = sources.map((source) => ({
          ...source,
          statement: {
            ...source.statement,
            conditions: source.statement.conditions.filter(({ key }) => !key.startsWith('AWS:')),
          },
        }));
        return original('conditionsByKey')(...([plain] as unknown as never[]));
      },
    }),
  },
  {
    what: "the world's own things are none",
    module: 'domains',
    from: 1,
    plant: (original) => ({
      domainsOf: (...args: readonly never[]) =>
        (original('domainsOf')(...args) as { rest: readonly unknown[]; isOwnBucket: boolean }[]).filter(
          ({ rest, isOwnBucket }) => rest.length > 0 && !isOwnBucket,
        ),
    }),
  },
  {
    what: 'no stranger makes an access point',
    module: 'ways',
    from: 1,
    plant: (original) => ({
      waysTo: (...args: readonly never[]) =>
        (original('waysTo')(...args) as { stranger: boolean }[]).filter(({ stranger }) => !stranger),
    }),
  },
  {
    what: 'only an Allow can differ',
    module: 'atoms',
    from: 6,
    plant: (original) => ({
      seedsOf: (...args: readonly never[]) => {
        const all = original('seedsOf')(...args) as {
          seeds: { source: { statement: { effect: string } } }[];
        };
        return { ...all, seeds: all.seeds.filter(({ source }) => source.statement.effect === 'Allow') };
      },
    }),
  },
  {
    what: 'AWS never says whether a second factor was there',
    module: 'sent-keys',
    from: 6,
    plant: (original) => ({
      presenceOf: (...args: readonly never[]) =>
        String(args[0]).startsWith('aws:multifactor') ? 'never' : original('presenceOf')(...args),
    }),
  },
  {
    what: 'a list has one value',
    module: 'sent-keys',
    from: 6,
    plant: () => ({ isMultivalued: () => false }),
  },
  {
    what: 'numbers lie between thresholds, never on them',
    module: 'ordered-values',
    plant: () => ({
      numbersAround: (thresholds: readonly number[]) => thresholds.map((each) => String(each + 1)),
    }),
  },
  {
    what: 'a text has one class',
    module: 'key-values',
    plant: (original) => ({
      valuesOf: (...args: readonly never[]) => {
        const { values, complete } = original('valuesOf')(...args) as {
          values: readonly string[];
          complete: boolean;
        };
        return { values: values.slice(0, 1), complete };
      },
    }),
  },
];

function planted({ module, plant }: Fault): Reach {
  let reach: Reach | undefined;
  jest.isolateModules(() => {
    const path = `${FOLDER}/${module}`;
    jest.doMock(path, () => {
      const actual = jest.requireActual<Readonly<Record<string, Wrapped>>>(path);
      const original = (name: string): Wrapped => {
        const found = actual[name];
        if (!found) throw new Error(`${module} has no ${name}`);
        return found;
      };
      return { ...actual, ...plant(original) };
    });
    const regions = require(`${FOLDER}/regions`);
    const witness = require(`${FOLDER}/witness`);
    reach = { ...regions, ...witness };
    jest.dontMock(path);
  });
  if (!reach) throw new Error('nothing was loaded');
  return reach;
}

describe('a fault in the comparison is found:', () => {
  it.each(FULL ? FAULTS : FAULTS.filter(({ from }) => from !== undefined))(
    '$what',
    (fault) => {
      const faulty = planted(fault);
      for (let seed = 0; seed < 400; seed++) {
        const random = randomFrom(seed);
        const { missed, unsound, beyond } = checkPair(faulty, { judgesOf }, drawPair(random), random, 1);
        if (unsound.length > 0 || (missed.length > 0 && !beyond)) return;
      }
      throw new Error(`no pair of worlds shows that ${fault.what}`);
    },
    120_000,
  );

  it('and where none is planted none is', () => {
    for (const seed of [0, 1, 6]) {
      const random = randomFrom(seed);
      const { missed, unsound, beyond } = checkPair(
        { findRegions, judgesOf, witnessOf },
        { judgesOf },
        drawPair(random),
        random,
        1,
      );
      expect(unsound).toEqual([]);
      if (!beyond) expect(missed).toEqual([]);
    }
  });
});
