/** Faults that are put into the comparison on purpose: the property test must find each of them. */
import type { Pausing } from '../../../iam/reach';
import { findRegions } from '../../../iam/reach/regions';
import { witnessOf } from '../../../iam/reach/witness';
import { FULL } from '../../full';
import { checkPair, checkRegions, differingCases, FLAWLESS, type Reach } from './checked';
import { type RandomPair, randomPair } from './random-worlds';
import { letsForeign, pairBy, readsIf } from './small-pairs';
import { BUCKET, FOREIGN } from './small-universe';

type Module = Readonly<Record<string, unknown>>;
type Wrapped = (...args: readonly never[]) => unknown;

interface Fault {
  readonly what: string;
  readonly module: string;
  /** Two worlds whose whole difference the fault hides. */
  readonly pair: RandomPair;
  readonly plant: (original: (name: string) => Wrapped) => Module;
}

const FOLDER = '../../../iam/reach';

const FAULTS: readonly Fault[] = [
  {
    what: 'nobody unsigned asks',
    module: 'principals',
    pair: pairBy('bucket', readsIf('StringEquals', 'aws:PrincipalType', 'Anonymous')),
    plant: (original) => ({
      principalClasses: (...args: readonly never[]) =>
        (original('principalClasses')(...args) as { principal: { kind: string } }[]).filter(
          ({ principal }) => principal.kind !== 'anonymous',
        ),
    }),
  },
  {
    what: "no account's root user asks",
    module: 'principals',
    pair: pairBy('bucket', readsIf('StringEquals', 'aws:PrincipalType', 'Account')),
    plant: (original) => ({
      principalClasses: (...args: readonly never[]) =>
        (original('principalClasses')(...args) as { principal: { kind: string } }[]).filter(
          ({ principal }) => principal.kind !== 'root',
        ),
    }),
  },
  {
    what: 'a derived key is another key in another case',
    module: 'conditions',
    pair: pairBy('bucket', readsIf('ArnLike', 'AWS:principalARN', `arn:aws:iam::${FOREIGN}:role/x`)),
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
    pair: pairBy('bucket', letsForeign('s3:GetObject', { Resource: `${BUCKET}/a*` })),
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
    pair: pairBy('bucket', readsIf('StringEquals', 's3:DataAccessPointAccount', FOREIGN)),
    plant: (original) => ({
      *waysTo(...args: readonly never[]) {
        const all = yield* original('waysTo')(...args) as Pausing<{ stranger: boolean }[]>;
        return all.filter(({ stranger }) => !stranger);
      },
    }),
  },
  {
    what: 'only an Allow can differ',
    module: 'seeds',
    pair: pairBy('bucket', {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `${BUCKET}/b*`,
    }),
    plant: (original) => ({
      *seedsOf(...args: readonly never[]) {
        const all = yield* original('seedsOf')(...args) as Pausing<{
          seeds: { source: { statement: { effect: string } } }[];
        }>;
        return { ...all, seeds: all.seeds.filter(({ source }) => source.statement.effect === 'Allow') };
      },
    }),
  },
  {
    what: 'one Allow covers every other',
    module: 'cover',
    pair: pairBy('bucket', letsForeign('s3:GetObject', { Resource: `${BUCKET}/a*` })),
    plant: () => ({
      covers: (wide: { effect: string }, narrow: { effect: string }) => wide.effect === narrow.effect,
    }),
  },
  {
    what: 'AWS never says whether a second factor was there',
    module: 'sent-keys',
    pair: pairBy('bucket', readsIf('Bool', 'aws:MultiFactorAuthPresent', 'true')),
    plant: (original) => ({
      presenceOf: (...args: readonly never[]) =>
        String(args[0]).startsWith('aws:multifactor') ? 'never' : original('presenceOf')(...args),
    }),
  },
  {
    what: 'a list has one value',
    module: 'sent-keys',
    pair: pairBy(
      'trust',
      letsForeign(['sts:AssumeRole', 'sts:TagSession'], {
        Condition: {
          'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' },
          'ForAnyValue:StringLike': { 'aws:TagKeys': 'b*' },
        },
      }),
    ),
    plant: () => ({ isMultivalued: () => false }),
  },
  {
    what: 'numbers lie between thresholds, never on them',
    module: 'ordered-values',
    pair: pairBy(
      'bucket',
      letsForeign('s3:ListBucket', {
        Resource: BUCKET,
        Condition: { NumericEquals: { 's3:max-keys': '5' } },
      }),
    ),
    plant: () => ({
      numbersAround: (thresholds: readonly number[]) => thresholds.map((each) => String(each + 1)),
    }),
  },
  {
    what: 'a text has one class',
    module: 'key-values',
    pair: pairBy(
      'bucket',
      readsIf('StringEquals', 'aws:UserAgent', 'a'),
      readsIf('StringEquals', 'aws:UserAgent', 'b'),
    ),
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
  {
    what: 'who asks is the same to every statement',
    module: 'sayings',
    pair: pairBy(
      'bucket',
      letsForeign('s3:GetObject', { Resource: `${BUCKET}/*` }),
      letsForeign('s3:GetObject', {
        Resource: `${BUCKET}/*`,
        Principal: { AWS: `arn:aws:iam::${FOREIGN}:role/x` },
      }),
    ),
    plant: (original) => ({
      Sayings: class extends (original('Sayings') as unknown as new () => object) {
        tellOf(): string {
          return '';
        }
      },
    }),
  },
];

function planted({ module, plant }: Pick<Fault, 'module' | 'plant'>): Reach {
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

const reach = { findRegions, witnessOf };

describe('a fault in the comparison is found:', () => {
  it.each(FAULTS)('$what', ({ pair, ...fault }) => {
    const { differing } = differingCases(pair);
    const without = checkRegions(reach, pair, differing);
    expect(without).toEqual(FLAWLESS);
    const { missed, unsound, beyond } = checkRegions(planted(fault), pair, differing);
    expect({ beyond, isFound: missed.length + unsound.length > 0 }).toEqual({ beyond: false, isFound: true });
  });

  if (FULL)
    it.each(FAULTS)('$what, by random pairs', (fault) => {
      const faulty = planted(fault);
      for (let seed = 0; seed < 400; seed++) {
        const { missed, unsound, beyond } = checkPair(faulty, randomPair(seed));
        if (unsound.length > 0 || (missed.length > 0 && !beyond)) return;
      }
      throw new Error(`no pair of worlds shows that ${fault.what}`);
    });
});
