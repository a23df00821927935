/**
 * Whatever the policies themselves name is put to the proof as well, besides what the tenant's file names: then a
 * statement that speaks of something else altogether is found by its own words.
 */
import type { Policy } from '../../iam';
import type { ProposedPolicies } from './proposed-policies';

/** What a policy names: who, what is done, to what; or the values of one condition key. */
export type Subject = 'principal' | 'action' | 'resource' | { readonly key: string };

/** What a `*` may stand for: nothing, a name, a path. */
const FOR_ANY = ['', 'witness', 'witness/deeper'];

/** Each text that the policies hold about `subject`, its wildcards filled in, each once. */
export function witnessesOf(policies: ProposedPolicies, subject: Subject): readonly string[] {
  const { trust, role, bucket, accessPoint, key } = policies;
  const all = [trust, ...role, bucket, accessPoint, key].filter((policy) => policy !== undefined);
  const texts = new Set(all.flatMap((policy) => textsIn(policy, subject)));
  return [...new Set([...texts].flatMap(filledIn))];
}

function textsIn({ statements }: Policy, subject: Subject): readonly string[] {
  return statements.flatMap(({ principal, action, resource, conditions }) => {
    if (subject === 'action') return action.texts;
    if (subject === 'resource') return resource?.texts ?? [];
    const ofKey = (wanted: string) =>
      conditions
        .filter(({ key }) => key.toLowerCase() === wanted.toLowerCase())
        .flatMap(({ values }) => values.map(({ text }) => text));
    if (subject === 'principal')
      return [
        ...(principal?.principals.map(({ text }) => text) ?? []),
        ...ofKey('aws:PrincipalArn'),
        ...ofKey('aws:SourceArn'),
        ...ofKey('aws:PrincipalAccount'),
      ];
    return ofKey(subject.key);
  });
}

function filledIn(text: string): readonly string[] {
  if (!/[*?]/.test(text)) return [text];
  return FOR_ANY.map((any) => text.replaceAll('*', any).replaceAll('?', 'w'));
}
