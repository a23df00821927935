/**
 * Principals that no statement tells apart get the same answer. Candidates are made generously: whoever is named, whoever
 * fits a pattern and whoever does not, strangers in named accounts and in others; then one is kept of each signature.
 */
import { conditionHolds } from '../condition';
import type { Context } from '../known-keys';
import { accountOf, CLOSENESSES, identityArnOf, standingOf } from '../principal';
import type { Principal } from '../request';
import { contextOf, PRINCIPAL_KEYS } from '../request-context';
import type { Backing, Who } from './case';
import type { KeyCondition } from './conditions';
import type { PrincipalOptions } from './named-principals';
import { candidatesFor } from './principal-candidates';

/** Beside those that follow from who asks, to KMS this one does. */
const TO_KMS = ['kms:calleraccount'] as const;

const IS_DERIVED: ReadonlySet<string> = new Set(PRINCIPAL_KEYS);

export function isDerived(key: string): boolean {
  return IS_DERIVED.has(key);
}

/** What follows from who asks, whatever is asked for. */
export function contextOfAsker(principal: Principal): Context {
  const context = contextOf({ principal, action: '', resource: { arn: '*' }, context: {} }, undefined);
  return (key) => (isDerived(key.toLowerCase()) ? context(key) : 'unknown');
}

export function principalClasses(options: PrincipalOptions): readonly Who[] {
  const sign = signing(options);
  const kept = new Map<string, Who>();
  for (const principal of candidatesFor(options))
    for (const backing of backingsOf(principal, options)) {
      const signature = `${backing} ${sign(principal)}`;
      if (!kept.has(signature)) kept.set(signature, { principal, backing });
    }
  return [...kept.values()];
}

function backingsOf(principal: Principal, { account, actors }: PrincipalOptions): readonly Backing[] {
  if (actors.includes(identityArnOf(principal))) return ['actor'];
  if (accountOf(principal) !== account) return ['foreign'];
  return principal.kind === 'root' ? ['everything'] : ['nothing', 'everything'];
}

/** What the engine, and AWS before it, can tell of a principal. */
function signing({
  account,
  actors,
  sources,
  conditions,
  values,
}: PrincipalOptions): (one: Principal) => string {
  const elements = [
    ...new Map(
      sources.flatMap(({ statement: { principal, effect } }) => {
        if (!principal) return [];
        const text = principal.principals.map((pattern) => pattern.text).join();
        return [[`${effect} ${principal.element} ${text}`, { principal, effect }] as const];
      }),
    ).values(),
  ];
  const keys = [...PRINCIPAL_KEYS, ...TO_KMS];
  const derived = keys.flatMap((key) => conditions.get(key) ?? []);
  const compared = keys.filter((key) => values.has(key) || (conditions.get(key) ?? []).some(hasVariables));
  const kindsMatter = [...conditions.keys()].some((key) => OF_KINDS.test(key));
  return (principal) => {
    const asked = { principal, action: 'kms:Decrypt', resource: { arn: '*' }, context: {} };
    const context = contextOf(asked, account);
    const standings = elements.map(({ principal: element, effect }) => {
      const standing = standingOf(element, principal, effect, false);
      return CLOSENESSES.map((closeness) => standing[closeness].charAt(0)).join('');
    });
    const held = derived.map(({ condition }) => conditionHolds(condition, context).charAt(0));
    const texts = compared.map((key) => JSON.stringify(context(key)));
    return [
      kindOf(principal, kindsMatter),
      accountOf(principal) === account,
      actors.indexOf(identityArnOf(principal)),
      standings.join(),
      held.join(''),
      texts.join(),
    ].join('|');
  };
}

/** Keys that some kinds of principals have and others do not. */
const OF_KINDS =
  /^aws:(?:tokenissuetime|multifactorauth|sourceidentity|federatedprovider|assumedroot|principaltag)/;

function kindOf({ kind }: Principal, kindsMatter: boolean): string {
  return !kindsMatter && (kind === 'user' || kind === 'role-session') ? 'identity' : kind;
}

function hasVariables({ condition, variables }: KeyCondition): boolean {
  return variables && condition.values.some(({ text }) => text.includes('${'));
}
