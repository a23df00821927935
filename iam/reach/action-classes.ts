/**
 * Actions that no statement tells apart get the same answer, so that one speaks for all: those that AWS publishes, and
 * made-up ones for what a wildcard, a NotAction or an unknown service names beside them.
 */

import type { ActionElement } from '../policy';
import { Automaton, sharedAutomaton } from './automaton';
import { names } from './bearing';
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
  ...['sts:assumerole', 'sts:tagsession', 'sts:getcalleridentity', 'kms:decrypt', 'kms:generatedatakey'],
]);

/** `action` in lower case. */
export function isSingular(action: string): boolean {
  return SINGULAR.has(action);
}

/** What AWS publishes is the same for all tenants, and so is most of what tenants' policies say of actions. */
const made = new WeakMap<readonly ActionInfo[], Map<string, readonly ActionClass[]>>();
const MOST_MADE = 200;

/** `keys`: those that stand in conditions, in lower case. */
export function actionClasses(
  actions: readonly ActionInfo[],
  sources: readonly Source[],
  keys: readonly string[],
): readonly ActionClass[] {
  const elements = new Map(
    sources.map(({ statement: { action } }) => [
      `${action.element} ${action.texts.map(inLowerCase).join()}`,
      action,
    ]),
  );
  const key = `${[...elements.keys()].sort().join(' ')} | ${[...keys].sort().join(' ')}`;
  const known = made.get(actions) ?? new Map<string, readonly ActionClass[]>();
  made.set(actions, known);
  const before = known.get(key);
  if (before) return before;
  const classes = makeClasses(actions, [...elements.values()], keys);
  if (known.size >= MOST_MADE) known.clear();
  known.set(key, classes);
  return classes;
}

function makeClasses(
  actions: readonly ActionInfo[],
  elements: readonly ActionElement[],
  keys: readonly string[],
): readonly ActionClass[] {
  const texts = [...new Set(elements.flatMap((element) => element.texts.map(inLowerCase)))].sort();
  const classes = new Map<string, ActionClass & { infos: ActionInfo[] }>();
  const resourcesOf = resourcesByService(actions);
  for (const { name, infos } of makeGroups(actions, texts)) {
    const lower = inLowerCase(name);
    const named = elements.map((element) => Number(names(element, lower))).join('');
    const singular = isSingular(lower) ? lower : serviceOf(lower);
    if (infos.length === 0) {
      const resources = resourcesOf(serviceOf(lower));
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

const NAME_OF_ACTION: Language = [...VALID.actionWord, ...literal(':'), ...VALID.actionWord];

/** Actions that the same patterns match. */
function makeGroups(actions: readonly ActionInfo[], texts: readonly string[]): readonly Group[] {
  const languages = texts.map((text) => textLanguage(text, { variables: false, wildcards: true }) ?? []);
  const { classes } = textClasses(
    trackOf(sharedAutomaton(NAME_OF_ACTION)),
    languages.map((language) => trackOf(new Automaton(language))),
  );
  const groups = new Map<string, { name: string; infos: ActionInfo[] }>();
  const globs = languages.map((language) => new Automaton(language));
  const placesFor = placesByService(texts);
  for (const info of actions) {
    const name = inLowerCase(info.name);
    const service = serviceOf(name);
    const signature = placesFor(service)
      .filter((at) => globs[at]?.contains(name))
      .join();
    const special = `${signature} ${isSingular(name) ? name : ''}${service}`;
    const known = groups.get(special);
    if (known) known.infos.push(info);
    else groups.set(special, { name: info.name, infos: [info] });
  }
  const published = new Set(actions.map(({ name }) => inLowerCase(name)));
  for (const { text, matched } of classes)
    if (!published.has(text)) groups.set(`made up ${matched.join()}`, { name: text, infos: [] });
  return [...groups.values()];
}

/**
 * Where in `texts`, in order, stand those that may name an action of a service: its own, and those that leave the service
 * open. A policy like ReadOnlyAccess has thousands of patterns of hundreds of services.
 */
function placesByService(texts: readonly string[]): (service: string) => readonly number[] {
  const open: number[] = [];
  const own = new Map<string, number[]>();
  for (const [at, text] of texts.entries()) {
    const service = /^([^*?:]*):/.exec(text)?.[1];
    const places = service === undefined ? open : (own.get(service) ?? []);
    places.push(at);
    if (service !== undefined) own.set(service, places);
  }
  const merged = new Map<string, readonly number[]>();
  return (service) => {
    const known =
      merged.get(service) ?? [...open, ...(own.get(service) ?? [])].sort((one, other) => one - other);
    merged.set(service, known);
    return known;
  };
}

/** A made-up action may have any resource of its service. */
function resourcesByService(actions: readonly ActionInfo[]): (service: string) => readonly string[] {
  const all = new Map<string, Set<string>>();
  for (const { name, resources } of actions) {
    const service = serviceOf(inLowerCase(name));
    const known = all.get(service) ?? new Set();
    all.set(service, known);
    for (const resource of resources) known.add(resource);
  }
  return (service) => {
    const resources = all.get(service);
    if (!resources || resources.size === 0) return ANY_RESOURCE;
    return [...resources].filter((resource) => COMMON.test(resource));
  };
}

const ANY_RESOURCE = ['arn:${Partition}:${Service}:${Region}:${Account}:${Resource}', '*'];
const COMMON = /:s3:::|:iam::[^:]*:role\/|:kms:[^:]*:[^:]*:key\//;
