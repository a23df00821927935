/** Resources that no statement tells apart, directly or through an access point, get the same answer. */
import { accountInArn } from '../arn';
import { Automaton, sharedAutomaton } from './automaton';
import type { Way } from './case';
import type { Source } from './documents';
import type { Domain } from './domains';
import { arnLanguage } from './language';
import type { Pausing } from './pausing';
import { type TextClasses, type Track, textClassesInSteps, trackOf } from './text-classes';
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

/** The statements that bear on the actions in question; `key` is the same for the same ones. */
export interface Relevant {
  readonly key: string;
  readonly sources: readonly Source[];
}

/** For each pattern, the numbers of the statements that say it, each with the way by which it is met. */
type Speakers = readonly (readonly number[])[];

/** Makes resource classes of one pair of worlds; what it made once it keeps. */
export class ResourcePartition {
  private readonly patterns = new Map<string, readonly Automaton[]>();
  private readonly found = new Map<string, ResourceClasses>();
  /** By domain and patterns; statements about different actions often name the same resources. */
  private readonly texts = new Map<string, TextClasses>();

  constructor(
    private readonly account: string,
    private readonly buckets: readonly string[],
    private readonly ways: readonly Way[],
    private readonly values: Values,
    /** Texts beside Resource elements that resources are compared with, in the form of ARNs. */
    private readonly otherTexts: readonly string[],
  ) {}

  *classesIn(domain: Domain, relevant: Relevant): Pausing<ResourceClasses> {
    const key = `${relevant.key} ${domain.id}`;
    const known = this.found.get(key);
    if (known) return known;
    const classes = yield* this.makeClasses(domain, relevant.sources);
    this.found.set(key, classes);
    return classes;
  }

  private *makeClasses(domain: Domain, sources: readonly Source[]): Pausing<ResourceClasses> {
    const { classes, complete, told } = yield* this.textsIn(domain, sources);
    const found = new Map<string, { arn: string; members: string[] }>();
    for (const { text, matched } of classes) {
      yield;
      const arn = domain.prefix + text;
      if (!domain.isOwnBucket && this.isOwn(arn)) continue;
      const signature = `${this.ownerOf(arn)} ${this.values.isEmpty ? tellingOf(matched, told) : matched.join()}`;
      const same = found.get(signature);
      if (same) same.members.push(arn);
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

  private *textsIn(
    domain: Domain,
    sources: readonly Source[],
  ): Pausing<TextClasses & { readonly told: Speakers }> {
    if (domain.rest.length === 0) return { classes: [{ text: '', matched: [] }], complete: true, told: [] };
    const prefixes = domain.isOwnBucket
      ? [domain.prefix, ...this.ways.map(({ point }) => `${point}/object/`)]
      : [domain.prefix];
    const variables = sources.some(({ statement }) => statement.variables);
    const tracks: Track[] = [];
    const told: (readonly number[])[] = [];
    /** The tracks in words. */
    const names: string[] = [];
    for (const [text, speakers] of this.speakersOf(sources)) {
      yield;
      this.patternsOf(text, variables).forEach((automaton, number) => {
        prefixes.forEach((prefix, at) => {
          const track = trackOf(automaton, prefix);
          if (track.from === Automaton.DEAD || automaton.isUniversal(track.from)) return;
          tracks.push(track);
          names.push(`${number} ${at} ${text}`);
          told.push(speakers.map((speaker) => speaker * prefixes.length + at));
        });
      });
    }
    const key = `${domain.id}\n${names.join('\n')}`;
    const classes =
      this.texts.get(key) ?? (yield* textClassesInSteps(trackOf(sharedAutomaton(domain.rest)), tracks));
    this.texts.set(key, classes);
    return { ...classes, told };
  }

  /** By text, the numbers of the statements that name it; of what is no statement's a number of its own. */
  private speakersOf(sources: readonly Source[]): ReadonlyMap<string, readonly number[]> {
    const speakers = new Map<string, number[]>();
    const take = (text: string, number: number): void => {
      const known = speakers.get(text);
      if (known) known.push(number);
      else speakers.set(text, [number]);
    };
    sources.forEach(({ statement }, at) => {
      for (const text of new Set(statement.resource?.texts)) take(text, at);
    });
    this.otherTexts.forEach((text, at) => {
      take(text, sources.length + at);
    });
    for (const arn of this.buckets)
      for (const text of [arn, `${arn}/*`]) if (!speakers.has(text)) speakers.set(text, []);
    return speakers;
  }

  /** The pattern with its variables standing for anything, and with each of the values that they may have. */
  private patternsOf(text: string, variables: boolean): readonly Automaton[] {
    const key = `${variables} ${text}`;
    const known = this.patterns.get(key);
    if (known) return known;
    const fillings = variables ? this.values.fillingsFor(text) : [];
    const patterns = [undefined, ...fillings].flatMap((filling) => {
      const language = arnLanguage(text, variables, filling);
      return language ? [new Automaton(language)] : [];
    });
    this.patterns.set(key, patterns);
    return patterns;
  }
}

/** Which statements match, by whichever of their patterns. */
function tellingOf(matched: readonly number[], told: Speakers): string {
  const telling = new Set(matched.flatMap((at) => told[at] ?? []));
  return [...telling].sort((one, other) => one - other).join();
}
