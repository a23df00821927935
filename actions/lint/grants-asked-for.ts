/**
 * The `grants:` of a tenant's file that ask for what a policy, or a list of actions, asks for, and never for more; but
 * `put` also brings the two actions with which SDKs abort and resume uploads in parts.
 */
import { ACL_ACTION } from '../../config/tenant/owner-acl';
import { ACCESSES, type Access } from '../../config/values/access';
import { LIST_ACTION, LOCATION_ACTION, OBJECT_ACTIONS } from '../../policies/s3-actions';
import type { Action, ActionCatalogue } from './action-catalogue';
import { bucketIn, keyIn } from './arn-shape';
import type { AskedGrants, NotGranted } from './asked-grants';
import { comesWithTheKit, denialOf, isAskedAnyway } from './denied-grants';
import { GrantDraft } from './grant-draft';
import { grantPrefix, isPrefixCondition, listedPrefixes } from './grant-prefix';
import { leftOut } from './left-out';
import type { LintResult } from './lint';
import type { Policy, Statement, Text } from './policy-elements';
import { reachOf } from './statement-reach';
import type { ActionList } from './vendor-document';

/** The word whose set begins with an action: what it is mostly for. */
function wordFor(action: string): Access | undefined {
  return action === LIST_ACTION ? 'list' : ACCESSES.find((word) => OBJECT_ACTIONS[word][0] === action);
}

/** In the order of the text. Trust policies ask for nothing in S3. */
export function grantsAskedFor({ policies, document, catalogue }: LintResult): readonly AskedGrants[] {
  const ofPolicies = policies
    .filter(({ kind }) => kind !== 'trust' && kind !== 'key')
    .flatMap(({ policy }) => policyGrants(policy, catalogue));
  const ofLists = document.actionLists.map((list) => listGrants(list, catalogue));
  return [...ofPolicies, ...ofLists].sort((a, b) => a.start - b.start);
}

/** What stands for the prefix that a list of actions does not name. */
const ANY_PREFIX = '<prefix>/';

function listGrants({ actions, start }: ActionList, catalogue: ActionCatalogue): AskedGrants {
  const draft = new GrantDraft();
  const scope: Scope = {
    objects: [ANY_PREFIX],
    lists: [ANY_PREFIX],
    why: 'the list names no prefix: name it',
  };
  const notGranted = actions.flatMap((written): readonly NotGranted[] => {
    const all = catalogue.matching(written.value);
    return all.length === 0 ? [unknown(written)] : put(draft, written, all, scope);
  });
  const settled = draft.settled();
  return {
    start,
    source: 'list',
    bucket: undefined,
    ...settled,
    notGranted: [...notGranted, ...settled.notGranted],
  };
}

function unknown({ start, value }: Text): NotGranted {
  return { start, what: value, why: 'is not an action that AWS has' };
}

/** The prefixes on which a statement allows its actions on objects, and those below which it lists. */
interface Scope {
  readonly objects: readonly string[];
  readonly lists: readonly string[];
  /** What keeps it from being granted as it stands. */
  readonly why: string | undefined;
}

/** Enters what `written` stands for; gives back what no grant can say. */
function put(
  draft: GrantDraft,
  written: Text,
  actions: readonly Action[],
  { objects, lists, why }: Scope,
): readonly NotGranted[] {
  const wildcard = /[*?]/.test(written.value);
  const wish = { start: written.start, why };
  const left: Action[] = [];
  for (const action of actions) {
    const word = wordFor(action.name);
    const onObjects = action.resourceTypes.some(({ name }) => name === 'object');
    if (word) for (const prefix of word === 'list' ? lists : objects) draft.addWord(prefix, word, wish);
    else if (wildcard ? action.name !== LOCATION_ACTION : action.name === ACL_ACTION) left.push(action);
    else if (onObjects) for (const prefix of objects) draft.addAction(prefix, action.name, wish);
    else if (action.name !== LOCATION_ACTION) left.push(action);
  }
  return left.length === 0 ? [] : [leftOut(written, left, wildcard)];
}

/** One answer for each bucket that the policy names. */
function policyGrants(policy: Policy, catalogue: ActionCatalogue): readonly AskedGrants[] {
  const drafts = new Map<string | undefined, GrantDraft>();
  const notGranted: NotGranted[] = [];
  for (const statement of policy.statements) {
    if (statement.effect === 'Deny' && comesWithTheKit(statement)) continue;
    const refusal = refusedStatement(statement);
    if (refusal) notGranted.push(refusal);
    else notGranted.push(...statementGrants(statement, catalogue, drafts));
  }
  for (const [bucket, draft] of drafts)
    draft.restrict((prefix, action) => {
      const denial = denialOf(policy, bucket, prefix, action);
      return denial && 'a Deny statement of the policy takes it away, or a part of it';
    });
  const asking = [...drafts].filter(([, draft]) => !draft.isEmpty);
  const all = asking.length > 0 ? asking : [[undefined, new GrantDraft()] as const];
  return all.map(([bucket, draft], index) => {
    const settled = draft.settled();
    return {
      start: policy.node.start,
      source: 'policy',
      bucket,
      ...settled,
      // What belongs to no bucket is told once.
      notGranted: [...(index === 0 ? notGranted : []), ...settled.notGranted],
    };
  });
}

function refusedStatement({ effect, elements, node: { start } }: Statement): NotGranted | undefined {
  if (effect === 'Deny')
    return { start, what: 'the Deny statement', why: 'is not carried over: what no grant allows is denied' };
  if (elements.has('NotAction'))
    return { start, what: 'NotAction', why: 'cannot be granted: name the actions' };
  if (elements.has('NotResource'))
    return { start, what: 'NotResource', why: 'cannot be granted: name the prefixes' };
  return undefined;
}

function statementGrants(
  statement: Statement,
  catalogue: ActionCatalogue,
  drafts: Map<string | undefined, GrantDraft>,
): readonly NotGranted[] {
  const notGranted: NotGranted[] = [];
  const list = listedPrefixes(statement);
  for (const { value, start, why } of list.others)
    notGranted.push({ start, what: `s3:prefix ${JSON.stringify(value)}`, why });
  const scopes = new Map<string | undefined, { objects: string[]; lists: string[] }>();
  for (const resource of statement.resources) {
    const scope = scopeOf(resource);
    if ('why' in scope) {
      notGranted.push(scope);
      continue;
    }
    const known = scopes.get(scope.bucket) ?? { objects: [], lists: [] };
    known.objects.push(...scope.objects);
    if (scope.isBucket) known.lists.push(...list.prefixes);
    scopes.set(scope.bucket, known);
  }
  const why = onlyWhere(statement);
  for (const { written, applicable } of reachOf(statement, catalogue).actions) {
    if (catalogue.matching(written.value).length === 0) notGranted.push(unknown(written));
    let first = true;
    for (const [bucket, scope] of scopes) {
      const draft = drafts.get(bucket) ?? new GrantDraft();
      drafts.set(bucket, draft);
      const left = put(draft, written, applicable, { ...scope, why });
      if (first) notGranted.push(...left);
      first = false;
    }
    if (scopes.size === 0)
      notGranted.push(...put(new GrantDraft(), written, applicable, { objects: [], lists: [], why }));
  }
  return notGranted;
}

/** A statement that allows under a condition asks for less than a grant would give. */
function onlyWhere({ conditions }: Statement): string | undefined {
  const others = conditions.filter(
    (condition) =>
      !isPrefixCondition(condition) &&
      condition.key.value.toLowerCase() !== 's3:delimiter' &&
      !isAskedAnyway(condition, 'Allow'),
  );
  const words = [...new Set(others.map(({ operator, key }) => `${operator.value} on ${key.value}`))];
  return words.length === 0
    ? undefined
    : `the policy allows it only under ${words.join(' and ')}, and a grant has no conditions`;
}

type ResourceScope =
  | { readonly bucket: string | undefined; readonly objects: readonly string[]; readonly isBucket: boolean }
  | NotGranted;

function scopeOf({ value, start }: Text): ResourceScope {
  if (value === '*' || value === 'arn:aws:s3:::*')
    return { bucket: undefined, objects: [''], isBucket: true };
  if (/:kms:/.test(value)) return { bucket: undefined, objects: [], isBucket: false };
  const accessPoint = /:accesspoint\/(?<name>[^/]+)/.exec(value)?.groups?.name;
  const bucket = bucketIn(value) ?? (accessPoint === undefined ? undefined : `access point ${accessPoint}`);
  const key = keyIn(value);
  if (bucket === undefined) return { start, what: value, why: 'is not a bucket' };
  if (key === undefined) {
    const open = bucket.endsWith('*');
    return { bucket: bucket.replace(/\*+$/, ''), objects: open ? [''] : [], isBucket: true };
  }
  const prefix = grantPrefix(key);
  if (prefix === undefined)
    return { start, what: value, why: 'is not a prefix: a grant is for all below a prefix that ends in /' };
  return { bucket, objects: [prefix], isBucket: false };
}
