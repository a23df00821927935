/**
 * Whether a case lies in a region, by all that statements say of it: for each statement of both worlds, as closely as it
 * may name the principal, on the resource and on the point and the key that come with it.
 */

import { accountInArn } from '../../../iam/arn';
import type { Statement } from '../../../iam/policy';
import { accountOf, CLOSENESSES } from '../../../iam/principal';
import type { Case, Who } from '../../../iam/reach';
import type { FoundLeaf } from '../../../iam/reach/answers';
import { viewsOf } from '../../../iam/reach/causes';
import type { Documents, Source, SourceLayer } from '../../../iam/reach/documents';
import type { Pair } from '../../../iam/reach/pair';
import { caseAt } from '../../../iam/reach/search';
import { furtherSteps } from '../../../iam/reach/steps';
import { applies, type View } from '../../../iam/statement';

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
export function truthsOf(asked: Case, { here, there }: Pair): string {
  const steps = [here.world, there.world].flatMap((world) =>
    furtherSteps(world, asked).flatMap(({ step, needed }) =>
      'outcome' in step ? [] : [{ ...step, needed }],
    ),
  );
  const needs = steps.map(({ needed }) => needed.charAt(0)).join('');
  // A foreign principal's account allows it everything, as a stranger's point does: whose point it is decides nothing.
  const isOwn =
    asked.backing !== 'foreign' && asked.way && accountOf(asked.principal) === accountInArn(asked.way.point);
  const cases: readonly Case[] = [asked, ...steps];
  return `${needs} ${isOwn} ${cases.map((each) => truths(each, here) + truths(each, there)).join('|')}`;
}

function truths(asked: Case, { world, sources }: Documents): string {
  let text = '';
  for (const view of viewsOf(world, asked))
    for (const source of sources) {
      const isAsked =
        countsFor(source.layer, asked, world.account) && hangsOn(source, view.request.resource.arn);
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
  return caseAt(root, known);
}

export function agrees(leaf: string, asked: string): boolean {
  if (leaf.length !== asked.length) return false;
  for (let at = 0; at < leaf.length; at++) if (leaf[at] !== 'u' && leaf[at] !== asked[at]) return false;
  return true;
}
