/**
 * Whether a case lies in a region, by all that statements say of it: for each statement of both worlds, as closely as it
 * may name the principal, on the resource and on the point and the key that come with it.
 */

import { accountInArn } from '../../../iam/arn';
import type { Statement } from '../../../iam/policy';
import { accountOf, CLOSENESSES } from '../../../iam/principal';
import type { Case, Who } from '../../../iam/reach';
import type { FoundLeaf } from '../../../iam/reach/answers';
import type { Source, SourceLayer } from '../../../iam/reach/documents';
import { arnThrough } from '../../../iam/reach/judge';
import type { Pair } from '../../../iam/reach/pair';
import { furtherSteps } from '../../../iam/reach/steps';
import { applies, type View, viewOf } from '../../../iam/statement';

/** Whether the judge asks the layer about the principal: a role's own policies say nothing of others. */
export function countsFor(layer: SourceLayer, { principal, backing }: Who, account: string): boolean {
  if (layer === 'identity' || layer === 'boundary') return backing === 'actor';
  return layer !== 'service-control' || accountOf(principal) === account;
}

/** A policy of a resource is asked about nothing but the resource, and what is in it. */
export function hangsOn({ layer, on }: Pick<Source, 'layer' | 'on'>, arn: string): boolean {
  const isOfResource = ['trust', 'bucket', 'point', 'key'].includes(layer);
  return !isOfResource || arn === on || arn.startsWith(`${on}/`);
}

/** `y`, `n` or `u` for each. */
export function truthsOf(asked: Case, { sources, here, there }: Pair): string {
  const steps = [here.world, there.world].flatMap((world) =>
    furtherSteps(world, asked).flatMap(({ step, needed }) =>
      'outcome' in step ? [] : [{ ...step, needed }],
    ),
  );
  const point = asked.way && {
    ...asked,
    resource: { ...asked.resource, arn: arnThrough(asked.way.point, asked.resource.arn) },
  };
  const needs = steps.map(({ needed }) => needed.charAt(0)).join('');
  const cases: readonly Case[] = [asked, ...(point ? [point] : []), ...steps];
  // A foreign principal's account allows it everything, as a stranger's point does: whose point it is decides nothing.
  const isOwn =
    asked.backing !== 'foreign' && asked.way && accountOf(asked.principal) === accountInArn(asked.way.point);
  return `${needs} ${isOwn} ${cases.map((each) => truths(each, sources, here.world.account)).join('|')}`;
}

function truths(asked: Case, sources: Pair['sources'], account: string): string {
  const { principal, action, resource, way, context, complete } = asked;
  const withPoint = way
    ? {
        's3:dataaccesspointarn': way.point,
        's3:dataaccesspointaccount': way.point.split(':')[4] ?? '',
        's3:accesspointnetworkorigin': way.networkOrigin ?? '',
      }
    : { 's3:dataaccesspointarn': [], 's3:dataaccesspointaccount': [], 's3:accesspointnetworkorigin': [] };
  const request = {
    principal,
    action,
    resource,
    context: { ...withPoint, ...context },
    ...(complete ? { vouchedKeys: ['*'] } : {}),
  };
  const view = viewOf(request, resource.account, false);
  let text = '';
  for (const source of sources) {
    const isAsked = countsFor(source.layer, asked, account) && hangsOn(source, resource.arn);
    text += isAsked ? truthsOfOne(source.statement, view) : NOT_AT_ALL;
  }
  return text;
}

/** Who is not even named by the account is named in no closer way. */
function truthsOfOne(statement: Statement, view: View): string {
  if (applies(statement, view, 'account') === 'no') return NOT_AT_ALL;
  let text = '';
  for (const closeness of CLOSENESSES) text += applies(statement, view, closeness).charAt(0);
  return text;
}

const NOT_AT_ALL = CLOSENESSES.map(() => 'n').join('');

export function leafCase({ root, known }: FoundLeaf): Case {
  const { who, action, resource, way } = root;
  return {
    ...who,
    action: action.name,
    resource: { arn: resource.arn, account: resource.account },
    way,
    context: known,
    complete: false,
  };
}

export function agrees(leaf: string, asked: string): boolean {
  if (leaf.length !== asked.length) return false;
  for (let at = 0; at < leaf.length; at++) if (leaf[at] !== 'u' && leaf[at] !== asked[at]) return false;
  return true;
}
