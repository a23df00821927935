/** Whom a pair of worlds names: in elements and in conditions. */
import { accountInArn } from '../arn';
import type { KeyCondition } from './conditions';
import type { Source } from './documents';
import type { Language } from './language';
import type { Values } from './variables';

export interface PrincipalOptions {
  readonly account: string;
  readonly partition: string;
  /** The ARNs of both worlds' roles or users. */
  readonly actors: readonly string[];
  readonly ids: Readonly<Record<string, string>>;
  readonly sources: readonly Source[];
  readonly conditions: ReadonlyMap<string, readonly KeyCondition[]>;
  readonly values: Values;
}

export interface Named {
  readonly accounts: readonly string[];
  readonly arns: readonly string[];
  readonly ids: readonly string[];
  readonly services: readonly string[];
  readonly providers: readonly string[];
  readonly canonicalUsers: readonly string[];
}

export function namedIn({ account, sources, conditions, values, ids, actors }: PrincipalOptions): Named {
  const patterns = sources.flatMap(({ statement }) => statement.principal?.principals ?? []);
  const textsOf = (kind: string): readonly string[] => [
    ...new Set(patterns.filter((pattern) => pattern.kind === kind).map(({ text }) => text)),
  ];
  const conditionTexts = (key: string): readonly string[] =>
    (conditions.get(key) ?? []).flatMap(({ condition }) => condition.values.map(({ text }) => text));
  const arns = [
    ...textsOf('arn'),
    ...conditionTexts('aws:principalarn').filter((text) => IDENTITY.test(text)),
  ];
  const accounts = [
    account,
    ...patterns.flatMap((pattern) => (pattern.kind === 'account' ? [pattern.account] : [])),
    ...[...arns, ...Object.keys(ids), ...actors].map((arn) => accountInArn(arn) ?? ''),
    ...OF_ACCOUNT.flatMap((key) => [...conditionTexts(key), ...values.of(key)]),
  ];
  return {
    accounts: [...new Set(accounts)].filter((each) => /^\d{12}$/.test(each)),
    arns: [...new Set(arns)],
    ids: textsOf('unique-id'),
    services: [
      ...new Set([...textsOf('service'), ...conditionTexts('aws:principalservicename').filter(isWhole)]),
    ],
    providers: textsOf('federated'),
    canonicalUsers: textsOf('canonical-user'),
  };
}

function isWhole(text: string): boolean {
  return !/[*?$]/.test(text);
}

/** Keys of which the value is the account of who asks. */
export const OF_ACCOUNT = ['aws:principalaccount', 'kms:calleraccount'] as const;

const IDENTITY =
  /^arn:[^:*?]*:(?:iam::\d{12}:(?:user|role)|sts::\d{12}:(?:assumed-role|federated-user))\/[^*?$]+$/;

export function listOf(language: Language | undefined): readonly Language[] {
  return language ? [language] : [];
}
