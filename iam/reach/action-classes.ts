/**
 * Actions that no statement tells apart get the same answer, so that one speaks for all: those that AWS publishes, and
 * made-up ones for what a wildcard, a NotAction or an unknown service names beside them.
 */
import { Automaton } from './automaton';
import { namesAction } from './bearing';
import type { Source } from './documents';
import { type Language, literal, textLanguage, VALID } from './language';
import { textClasses, trackOf } from './text-classes';
import type { ActionInfo } from './world';

export interface ActionClass {
  /** The one that is asked about. */
  readonly name: string;
  /** All that it speaks for and AWS publishes; empty for what is made up. */
  readonly infos: readonly ActionInfo[];
  /** In AWS's form, `arn:${Partition}:s3:::${BucketName}`. */
  readonly resources: readonly string[];
  /** The condition keys of the service that a request for it may have, as AWS publishes them; undefined where unknown. */
  readonly keys: readonly string[] | undefined;
}

interface Group {
  readonly name: string;
  readonly infos: readonly ActionInfo[];
}

/** Of these the engine or the service knows more than their statements say; each is a class of its own. */
const SINGULAR = new Set([
  ...['s3:getobject', 's3:getobjectversion', 's3:putobject'],
  ...['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy'],
  ...['sts:assumerole', 'sts:tagsession', 'kms:decrypt', 'kms:generatedatakey'],
]);

/** `keys`: those that stand in conditions, in lower case. */
export function actionClasses(
  actions: readonly ActionInfo[],
  sources: readonly Source[],
  keys: readonly string[],
): readonly ActionClass[] {
  const texts = [
    ...new Set(sources.flatMap(({ statement }) => statement.action.texts.map(inLowerCase))),
  ].sort();
  const classes = new Map<string, ActionClass & { infos: ActionInfo[] }>();
  for (const { name, infos } of groupsOf(actions, texts)) {
    const lower = inLowerCase(name);
    const named = sources.map(({ statement }) => (namesAction(statement, lower) ? '1' : '0')).join('');
    const singular = SINGULAR.has(lower) ? lower : serviceOf(lower);
    if (infos.length === 0) {
      const resources = resourcesOfService(actions, serviceOf(lower));
      classes.set(`${singular} ${named} made up`, { name, infos: [], resources, keys: undefined });
    }
    for (const info of infos) {
      const sent = keys.filter((key) => sends(info, key)).join();
      const signature = `${singular} ${named} ${info.resources.join()} ${sent}`;
      const known = classes.get(signature);
      if (known) known.infos.push(info);
      else
        classes.set(signature, {
          name: info.name,
          infos: [info],
          resources: info.resources,
          keys: info.keys,
        });
    }
  }
  return [...classes.values()];
}

/** Whether AWS publishes the key for the action; `s3:ExistingObjectTag/<key>` stands for all that begin so. */
export function sends({ keys }: Pick<ActionInfo, 'keys'>, key: string): boolean {
  return keys.some((published) => {
    const name = inLowerCase(published);
    const open = name.search(/<|\$\{/);
    return open < 0 ? name === key : key.startsWith(name.slice(0, open));
  });
}

export function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

function inLowerCase(text: string): string {
  return text.toLowerCase();
}

/** What AWS publishes is the same for all tenants, and so are most tenants' actions. */
const grouped = new WeakMap<readonly ActionInfo[], Map<string, readonly Group[]>>();
const MOST_GROUPINGS = 200;

/** Actions that the same patterns match. */
function groupsOf(actions: readonly ActionInfo[], texts: readonly string[]): readonly Group[] {
  const groupings = grouped.get(actions) ?? new Map<string, readonly Group[]>();
  grouped.set(actions, groupings);
  const key = texts.join(' ');
  const known = groupings.get(key);
  if (known) return known;
  if (groupings.size >= MOST_GROUPINGS) groupings.clear();
  const groups = makeGroups(actions, texts);
  groupings.set(key, groups);
  return groups;
}

const NAME_OF_ACTION: Language = [...VALID.region.slice(0, 2), ...literal(':'), ...VALID.region.slice(0, 2)];

function makeGroups(actions: readonly ActionInfo[], texts: readonly string[]): readonly Group[] {
  const languages = texts.map((text) => textLanguage(text, { variables: false, wildcards: true }) ?? []);
  const { classes } = textClasses(
    trackOf(new Automaton(NAME_OF_ACTION)),
    languages.map((language) => trackOf(new Automaton(language))),
  );
  const groups = new Map<string, { name: string; infos: ActionInfo[] }>();
  const globs = languages.map((language) => new Automaton(language));
  for (const info of actions) {
    const name = inLowerCase(info.name);
    const signature = globs.flatMap((glob, at) => (glob.contains(name) ? [at] : [])).join();
    const special = `${signature} ${SINGULAR.has(name) ? name : ''}${serviceOf(name)}`;
    const known = groups.get(special);
    if (known) known.infos.push(info);
    else groups.set(special, { name: info.name, infos: [info] });
  }
  const published = new Set(actions.map(({ name }) => inLowerCase(name)));
  for (const { text, matched } of classes)
    if (!published.has(text)) groups.set(`made up ${matched.join()}`, { name: text, infos: [] });
  return [...groups.values()];
}

/** A made-up action may have any resource of its service. */
function resourcesOfService(actions: readonly ActionInfo[], service: string): readonly string[] {
  const resources = actions
    .filter(({ name }) => inLowerCase(name).startsWith(`${service}:`))
    .flatMap(({ resources: some }) => some);
  if (resources.length === 0) return ANY_RESOURCE;
  return [...new Set(resources)].filter((resource) => COMMON.test(resource));
}

const ANY_RESOURCE = ['arn:${Partition}:${Service}:${Region}:${Account}:${Resource}', '*'];
const COMMON = /:s3:::|:iam::[^:]*:role\/|:kms:[^:]*:[^:]*:key\//;
