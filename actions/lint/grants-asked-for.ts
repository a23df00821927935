/** The `grants:` of a tenant's file that ask for what a policy, or a list of actions, asks for. */
import { ACCESSES, type Access } from '../../config/values/access';
import { LIST_ACTION, LOCATION_ACTION, OBJECT_ACTIONS } from '../../policies/s3-actions';
import type { Action, ActionCatalogue } from './action-catalogue';
import { bucketIn, keyIn } from './arn-shape';
import { grantPrefix, listedPrefixes } from './grant-prefix';
import type { LintResult } from './lint';
import type { Policy, Statement, Text } from './policy-elements';
import { reachOf } from './statement-reach';
import type { ActionList } from './vendor-document';

export interface AskedGrant {
  readonly prefix: string;
  readonly allow: readonly Access[];
  readonly extraActions: readonly string[];
}

export interface NotGranted {
  /** Offset in the document. */
  readonly start: number;
  /** What was asked for: an action, a resource, a condition. */
  readonly what: string;
  readonly why: string;
}

/** What one policy or list asks for on one bucket. */
export interface AskedGrants {
  readonly start: number;
  readonly source: 'policy' | 'list';
  /** As it stands in the ARNs; undefined where none is named. */
  readonly bucket: string | undefined;
  readonly grants: readonly AskedGrant[];
  readonly notGranted: readonly NotGranted[];
}

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

/** A collector of what is asked for on one bucket. */
interface Draft {
  readonly bucket: string | undefined;
  readonly byPrefix: Map<string, { readonly words: Set<Access>; readonly objectActions: Set<string> }>;
}

function draftOf(bucket: string | undefined): Draft {
  return { bucket, byPrefix: new Map() };
}

function entryOf({ byPrefix }: Draft, prefix: string): { words: Set<Access>; objectActions: Set<string> } {
  const entry = byPrefix.get(prefix) ?? { words: new Set<Access>(), objectActions: new Set<string>() };
  byPrefix.set(prefix, entry);
  return entry;
}

/** What a word brings by itself is no extra. */
function grantsOf({ byPrefix }: Draft): readonly AskedGrant[] {
  return [...byPrefix].map(([prefix, { words, objectActions }]) => {
    const allow = ACCESSES.filter((word) => words.has(word));
    const brought = new Set(allow.flatMap((word) => OBJECT_ACTIONS[word]));
    return { prefix, allow, extraActions: [...objectActions].filter((action) => !brought.has(action)) };
  });
}

function listGrants({ actions, start }: ActionList, catalogue: ActionCatalogue): AskedGrants {
  const draft = draftOf(undefined);
  const notGranted = actions.flatMap((written): readonly NotGranted[] => {
    const all = catalogue.matching(written.value);
    if (all.length === 0) return [unknown(written)];
    return put(draft, written, all, { objects: [''], lists: [''] });
  });
  return { start, source: 'list', bucket: undefined, grants: grantsOf(draft), notGranted };
}

function unknown({ start, value }: Text): NotGranted {
  return { start, what: value, why: 'is not an action that AWS has' };
}

/** The prefixes on which a statement allows its actions on objects, and those below which it lists. */
interface Scope {
  readonly objects: readonly string[];
  readonly lists: readonly string[];
}

/** Enters what `written` stands for; gives back what no grant can say. */
function put(draft: Draft, written: Text, actions: readonly Action[], scope: Scope): readonly NotGranted[] {
  const wildcard = /[*?]/.test(written.value);
  const left: Action[] = [];
  for (const action of actions) {
    const word = wordFor(action.name);
    const onObjects = action.resourceTypes.some(({ name }) => name === 'object');
    if (word === 'list') for (const prefix of scope.lists) entryOf(draft, prefix).words.add(word);
    else if (word) for (const prefix of scope.objects) entryOf(draft, prefix).words.add(word);
    else if (wildcard && action.name !== LOCATION_ACTION) left.push(action);
    else if (onObjects)
      for (const prefix of scope.objects) entryOf(draft, prefix).objectActions.add(action.name);
    else if (action.name !== LOCATION_ACTION) left.push(action);
  }
  return left.length === 0 ? [] : [leftOut(written, left, wildcard)];
}

function leftOut({ start, value }: Text, left: readonly Action[], wildcard: boolean): NotGranted {
  const [first] = left;
  if (wildcard) {
    const objects = left.filter(({ resourceTypes }) => resourceTypes.some(({ name }) => name === 'object'));
    const names = objects
      .map(({ name }) => name)
      .slice(0, 4)
      .join(', ');
    const other = left.length - objects.length;
    const ofObjects =
      objects.length === 0
        ? ''
        : `${objects.length} more on objects (${names}${objects.length > 4 ? ' …' : ''}): name in extraActions those that are needed`;
    const ofOthers = other === 0 ? '' : `${other} on the bucket's and the account's settings`;
    return { start, what: value, why: `stands also for ${[ofObjects, ofOthers].filter(Boolean).join('; ')}` };
  }
  if (first?.service === 'kms')
    return { start, what: value, why: 'comes with bucket.encryption.kmsKeyArn, for the words that need it' };
  if (first?.service !== 's3')
    return { start, what: value, why: 'is not an action of S3, and a grant is for S3 only' };
  if (first.resourceTypes.length === 0)
    return { start, what: value, why: 'is about the whole account; a grant is about a prefix' };
  const why =
    'is about the whole bucket; a grant is about a prefix (bucketWideActions in the vendor profile)';
  return { start, what: value, why };
}

/** One answer for each bucket that the policy names. */
function policyGrants(policy: Policy, catalogue: ActionCatalogue): readonly AskedGrants[] {
  const drafts = new Map<string | undefined, Draft>();
  const notGranted: NotGranted[] = [];
  for (const statement of policy.statements) {
    const refusal = refusedStatement(statement);
    if (refusal) notGranted.push(refusal);
    else notGranted.push(...statementGrants(statement, catalogue, drafts));
  }
  const asking = [...drafts.values()].filter(({ byPrefix }) => byPrefix.size > 0);
  const all = asking.length > 0 ? asking : [draftOf(undefined)];
  return all.map((draft, index) => ({
    start: policy.node.start,
    source: 'policy',
    bucket: draft.bucket,
    grants: grantsOf(draft),
    // What belongs to no bucket is told once.
    notGranted: index === 0 ? notGranted : [],
  }));
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
  drafts: Map<string | undefined, Draft>,
): readonly NotGranted[] {
  const notGranted: NotGranted[] = [];
  const list = listedPrefixes(statement);
  for (const { value, start } of list.others)
    notGranted.push({
      start,
      what: `s3:prefix ${JSON.stringify(value)}`,
      why: 'is not granted: a grant lists below a prefix that ends in /',
    });
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
  for (const { written, applicable } of reachOf(statement, catalogue).actions) {
    if (catalogue.matching(written.value).length === 0) notGranted.push(unknown(written));
    let first = true;
    for (const [bucket, scope] of scopes) {
      const draft = drafts.get(bucket) ?? draftOf(bucket);
      drafts.set(bucket, draft);
      const left = put(draft, written, applicable, scope);
      if (first) notGranted.push(...left);
      first = false;
    }
    if (scopes.size === 0)
      notGranted.push(...put(draftOf(undefined), written, applicable, { objects: [], lists: [] }));
  }
  const others = statement.conditions.filter(({ key }) => !/^s3:(?:prefix|delimiter)$/i.test(key.value));
  for (const { key, operator } of others)
    notGranted.push({
      start: key.start,
      what: `${operator.value} on ${key.value}`,
      why: 'is not carried over: a grant has no conditions',
    });
  return notGranted;
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
  if (bucket === undefined) return { start, what: value, why: 'is no bucket' };
  if (key === undefined) {
    const open = bucket.endsWith('*');
    return { bucket: bucket.replace(/\*+$/, ''), objects: open ? [''] : [], isBucket: true };
  }
  const prefix = grantPrefix(key);
  if (prefix === undefined)
    return { start, what: value, why: 'is no prefix: a grant is for all below a prefix that ends in /' };
  return { bucket, objects: [prefix], isBucket: false };
}
