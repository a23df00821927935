/** Resources that no statement tells apart, directly or through an access point, get the same answer. */
import { accountInArn, splitArn } from '../arn';
import { Automaton } from './automaton';
import { canMatch } from './bearing';
import type { Way } from './case';
import type { Source } from './documents';
import type { Domain } from './domains';
import { arnThrough } from './judge';
import { arnLanguage, type Language } from './language';
import { type TextClasses, type Track, textClasses, trackOf } from './text-classes';
import type { Values } from './variables';

export interface ResourceClass {
  readonly arn: string;
  readonly account: string;
  readonly kind: Domain['kind'];
  readonly isOwnBucket: boolean;
  /** Of each alike part, the shortest ARN. */
  readonly members: readonly string[];
}

export interface ResourceClasses {
  readonly classes: readonly ResourceClass[];
  readonly complete: boolean;
}

interface Pattern {
  readonly key: string;
  readonly automaton: Automaton;
}

/** Makes resource classes of one pair of worlds; what it made once it keeps. */
export class ResourcePartition {
  private readonly patterns = new Map<string, readonly Pattern[]>();
  private readonly made = new Map<string, TextClasses>();

  constructor(
    private readonly account: string,
    private readonly buckets: readonly string[],
    private readonly ways: readonly Way[],
    private readonly values: Values,
    /** Texts beside Resource elements that resources are compared with, in the form of ARNs. */
    private readonly otherTexts: readonly string[],
  ) {}

  classesIn(domain: Domain, sources: readonly Source[]): ResourceClasses {
    const { classes, complete } = this.textsIn(domain, sources);
    const ways = domain.isOwnBucket ? this.ways : [];
    const found = new Map<string, { arn: string; members: string[] }>();
    for (const { text, matched } of classes) {
      const arn = domain.prefix + text;
      if (!domain.isOwnBucket && this.isOwn(arn)) continue;
      const arns = [arn, ...ways.map(({ point }) => arnThrough(point, arn))].map(splitArn);
      const bearing = sources.map(({ statement }) =>
        arns.map((each) => Number(canMatch(statement, each))).join(''),
      );
      const filled = this.values.isEmpty ? '' : matched.join();
      const signature = `${this.ownerOf(arn)} ${bearing.join(' ')} ${filled}`;
      const known = found.get(signature);
      if (known) known.members.push(arn);
      else found.set(signature, { arn, members: [arn] });
    }
    const { kind, isOwnBucket } = domain;
    return {
      classes: [...found.values()].map(({ arn, members }) => ({
        arn,
        account: this.ownerOf(arn),
        kind,
        isOwnBucket,
        members,
      })),
      complete,
    };
  }

  private isOwn(arn: string): boolean {
    return this.buckets.some((bucket) => arn === bucket || arn.startsWith(`${bucket}/`));
  }

  /** A bucket's ARN does not say whose it is; the tenant's account may have others. */
  private ownerOf(arn: string): string {
    return accountInArn(arn) || this.account;
  }

  private textsIn(domain: Domain, sources: readonly Source[]): TextClasses {
    if (domain.rest.length === 0) return { classes: [{ text: '', matched: [] }], complete: true };
    const prefixes = domain.isOwnBucket
      ? [domain.prefix, ...this.ways.map(({ point }) => `${point}/object/`)]
      : [domain.prefix];
    const texts = new Set(sources.flatMap(({ statement }) => statement.resource?.texts ?? []));
    const variables = sources.some(({ statement }) => statement.variables);
    const tracks = new Map<string, Track>();
    for (const text of [
      ...texts,
      ...this.otherTexts,
      ...this.buckets,
      ...this.buckets.map((arn) => `${arn}/*`),
    ])
      for (const { key, automaton } of this.patternsOf(text, variables))
        for (const prefix of prefixes) {
          const track = trackOf(automaton, prefix);
          if (track.from !== Automaton.DEAD && !automaton.isUniversal(track.from))
            tracks.set(`${key} ${prefix}`, track);
        }
    const key = `${domain.prefix} ${JSON.stringify(domain.rest)} ${[...tracks.keys()].join(' ')}`;
    const known = this.made.get(key);
    if (known) return known;
    const classes = textClasses(trackOf(new Automaton(domain.rest)), [...tracks.values()]);
    this.made.set(key, classes);
    return classes;
  }

  /** The pattern with its variables standing for anything, and with each of the values that they may have. */
  private patternsOf(text: string, variables: boolean): readonly Pattern[] {
    const known = this.patterns.get(text);
    if (known) return known;
    const fillings = variables ? this.values.fillingsFor(text) : [];
    const languages: readonly (readonly [string, Language | undefined])[] = [
      [text, arnLanguage(text, variables)],
      ...fillings.map((filling, at) => [`${text} ${at}`, arnLanguage(text, variables, filling)] as const),
    ];
    const patterns = languages.flatMap(([key, language]) =>
      language ? [{ key, automaton: new Automaton(language) }] : [],
    );
    this.patterns.set(text, patterns);
    return patterns;
  }
}
