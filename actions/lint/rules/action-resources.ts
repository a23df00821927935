/** Actions that cannot apply to the resources of their statement, and resources that no action applies to. */
import type { Action } from '../action-catalogue';
import { type Flaw, flaw } from '../finding';
import type { Statement } from '../policy-elements';
import type { Rule } from '../rule';
import { reachOf, type WrittenAction } from '../statement-reach';

export const actionResourceRule: Rule = ({ policy, catalogue, kind }) => {
  if (kind === 'trust') return [];
  return policy.statements.flatMap((statement) => {
    const { actions, unused } = reachOf(statement, catalogue);
    return [
      ...actions.flatMap((action) => deadAction(action, statement)),
      ...unused.map((resource) =>
        flaw(
          'resource-unused',
          resource,
          `no action of this statement can apply to ${resource.value}`,
          'leave it out, or add the actions that were meant',
        ),
      ),
    ];
  });
};

function deadAction({ written, all, applicable }: WrittenAction, statement: Statement): readonly Flaw[] {
  const [first] = all;
  if (!first || applicable.length > 0) return [];
  const wants = [...new Set(all.flatMap(worksOn))].join(' or ');
  const remedy = remedyFor(first, statement);
  if (/[*?]/.test(written.value)) {
    const names = all
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ');
    const more = all.length > 3 ? ` and ${all.length - 3} more` : '';
    const message = `${written.value} stands for ${names}${more}, which work on ${wants}: here it does nothing`;
    return [flaw('action-wildcard-dead', written, message, 'leave it out')];
  }
  const effect = statement.effect === 'Deny' ? 'denied' : 'allowed';
  const message = `${first.name} works on ${wants}, and no resource here is one: it is not ${effect}`;
  return [flaw('action-wrong-resource', written, message, remedy)];
}

/** What an action works on, in words. */
function worksOn({ service, resourceTypes }: Action): readonly string[] {
  if (resourceTypes.length === 0) return ['no resource (it needs "*")'];
  return resourceTypes.map(({ name }) => WORDS[name] ?? `${service} ${name}`);
}

const WORDS: Readonly<Record<string, string>> = {
  bucket: 'buckets',
  object: 'objects',
  accesspoint: 'access points',
  accesspointobject: 'objects behind access points',
  job: 'batch jobs',
  multiregionaccesspoint: 'multi-Region access points',
  multiregionaccesspointrequestarn: 'requests of multi-Region access points',
  objectlambdaaccesspoint: 'Object Lambda access points',
};

function remedyFor({ resourceTypes }: Action, { resources }: Statement): string {
  const names = resourceTypes.map(({ name }) => name);
  const [resource] = resources;
  if (names.length === 0) return 'put it into a statement of its own with the resource "*", or leave it out';
  const point = /^arn:[^:]*:s3:[^:]*:[^:]*:accesspoint\/[^/]+/.exec(resource?.value ?? '')?.[0];
  if (point !== undefined && names.includes('accesspointobject'))
    return `give it the resource ${point}/object/*`;
  if (point !== undefined && names.includes('accesspoint'))
    return `give it the resource ${point}, in a statement of its own`;
  const s3 = /^arn:[^:]*:s3:::[^/]+/.exec(resource?.value ?? '')?.[0];
  if (s3 === undefined) return 'give it the resource that it works on, or leave it out';
  if (names.includes('object')) return `give it the resource ${s3}/*`;
  if (names.includes('bucket'))
    return `give it the resource ${s3.replace(/\*$/, '')}, in a statement of its own`;
  return 'leave it out';
}
