/** The values of a condition key among which a pair of worlds could tell; whether AWS would have them is asked elsewhere. */
import { Automaton, sharedAutomaton } from './automaton';
import { comparisonOf, type KeyCondition, valueLanguage } from './conditions';
import type { Filling, Language } from './language';
import { VALID } from './language';
import { addressesAround, instantsAround, instantText, numbersAround } from './ordered-values';
import { textClasses, trackOf } from './text-classes';
import type { Values } from './variables';

export interface KeyValues {
  readonly values: readonly string[];
  /** False where the policies compare the key in a way that its values do not fit, or where there are too many. */
  readonly complete: boolean;
}

type Kind = 'text' | 'boolean' | 'date' | 'seconds' | 'address';

const KINDS: Readonly<Record<string, Kind>> = {
  'aws:securetransport': 'boolean',
  'aws:viaawsservice': 'boolean',
  'aws:multifactorauthpresent': 'boolean',
  'aws:assumedroot': 'boolean',
  'kms:grantisforawsresource': 'boolean',
  'aws:currenttime': 'date',
  'aws:tokenissuetime': 'date',
  'aws:epochtime': 'seconds',
  'aws:sourceip': 'address',
  'aws:vpcsourceip': 'address',
};

/** What AWS takes as values. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  'sts:externalid': VALID.externalId,
  'sts:rolesessionname': VALID.sessionName,
  'aws:principalorgid': VALID.organization,
  'aws:resourceorgid': VALID.organization,
  'aws:sourceaccount': VALID.account,
  'kms:calleraccount': VALID.account,
};

const WHOLE = new Set(['s3:max-keys', 'aws:multifactorauthage', 's3:signatureage']);

export function valuesOf(
  key: string,
  conditions: readonly KeyCondition[],
  variables: Values,
  filling: Filling,
): KeyValues {
  const kind = KINDS[key] ?? 'text';
  const wanted = wantedBy(conditions);
  const captured = variables.of(key);
  switch (kind) {
    case 'boolean':
      return { values: ['true', 'false'], complete: true };
    case 'date':
    case 'seconds': {
      const instants = instantsAround([...wanted('Date'), ...(kind === 'seconds' ? wanted('Numeric') : [])]);
      const values = (instants.length > 0 ? instants : [0]).map((instant) =>
        kind === 'date' ? instantText(instant) : String(instant / 1000),
      );
      return { values: [...values, ...captured], complete: wanted('String').length === 0 };
    }
    case 'address':
      return {
        values: [...addressesAround(wanted('Ip')), ...captured],
        complete: wanted('String').length === 0,
      };
    default:
      return textValues(key, conditions, variables, filling);
  }
}

function textValues(
  key: string,
  conditions: readonly KeyCondition[],
  variables: Values,
  filling: Filling,
): KeyValues {
  const wanted = wantedBy(conditions);
  const languages = conditions.flatMap((each) =>
    each.condition.values.flatMap(({ text }) => {
      const fillings = [filling, ...(each.variables ? variables.fillingsFor(text, filling) : [])];
      return fillings.flatMap((some) => {
        const language = valueLanguage(each, text, some);
        return language ? [language] : [];
      });
    }),
  );
  // To the operators for sets an empty text is no value.
  if (conditions.some(({ condition }) => condition.operator?.quantifier)) languages.push(VALID.objectKey);
  const { classes, complete } =
    languages.length === 0
      ? { classes: [], complete: true }
      : textClasses(
          trackOf(sharedAutomaton(LANGUAGES[key] ?? VALID.anyText)),
          languages.map((language) => trackOf(new Automaton(language))),
        );
  const thresholds = wanted('Numeric').map(Number);
  const typed = [
    ...numbersAround(thresholds, WHOLE.has(key) || thresholds.every(Number.isInteger)),
    ...instantsAround(wanted('Date')).map(instantText),
    ...(wanted('Ip').length > 0 ? addressesAround(wanted('Ip')) : []),
    ...(wanted('Bool').length > 0 ? ['true', 'false'] : []),
    ...wanted('Binary'),
    ...(wanted('Binary').length > 0 ? ['eA=='] : []),
  ];
  const texts = typed.length > 0 ? [] : classes.map(({ text }) => text);
  const values = [...new Set([...texts, ...typed, ...variables.of(key), ...(USUAL[key] ?? [])])];
  return {
    values: values.length > 0 ? values : [UNNAMED[key] ?? 'x'],
    complete: complete && (typed.length === 0 || languages.length === 0),
  };
}

/** Values that mean something to the service itself. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  's3:x-amz-server-side-encryption': ['AES256', 'aws:kms'],
};

const UNNAMED: Readonly<Record<string, string>> = {
  'sts:externalid': 'xx',
  'aws:sourceaccount': '999999999999',
  'kms:calleraccount': '999999999999',
};

/** By the beginning of an operator's name, the values that the policies compare with. */
function wantedBy(conditions: readonly KeyCondition[]): (operator: string) => readonly string[] {
  return (operator) =>
    conditions
      .filter(({ condition }) => comparisonOf(condition).startsWith(operator))
      .flatMap(({ condition }) => condition.values.map(({ text }) => text));
}
