/** What wildcards in actions really allow. */
import type { AccessLevel, Action } from '../action-catalogue';
import { isDelegation } from '../delegation';
import { type Flaw, flaw } from '../finding';
import type { Rule } from '../rule';
import { reachOf, type WrittenAction } from '../statement-reach';

export const actionWildcardRule: Rule = ({ policy, catalogue, kind }) =>
  policy.statements.flatMap((statement) =>
    statement.effect === 'Allow' && kind !== 'key' && !isDelegation(statement)
      ? reachOf(statement, catalogue).actions.flatMap(expansionFinding)
      : [],
  );

function expansionFinding({ written, applicable }: WrittenAction): readonly Flaw[] {
  const { value } = written;
  if (/^\*(?::\*)?$/.test(value))
    return [
      flaw(
        'action-wildcard',
        written,
        '* is every action of every service',
        'list the actions that are needed',
        'high',
      ),
    ];
  if (!/[*?]/.test(value) || applicable.length === 0) return [];
  return [wildcardFinding(written.value, written, applicable)];
}

const LEVEL_WORDS: Readonly<Record<AccessLevel, string>> = {
  read: 'read',
  list: 'list',
  write: 'write',
  tag: 'tag',
  administer: 'administer',
};

/** The words for a wildcard that stands for `actions`. */
function wildcardFinding(value: string, span: Parameters<typeof flaw>[1], actions: readonly Action[]): Flaw {
  const counts = (Object.keys(LEVEL_WORDS) as AccessLevel[])
    .map((level) => ({ level, count: actions.filter((action) => action.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${LEVEL_WORDS[level]}`);
  const administers = actions.filter(({ level }) => level === 'administer');
  const examples = (administers.length > 0 ? administers : actions).slice(0, 3).map(({ name }) => name);
  const such = examples.length > 0 ? `; such as ${examples.join(', ')}` : '';
  const message = `${value} stands for ${actions.length} ${actions.length === 1 ? 'action' : 'actions'} here: ${counts.join(', ')}${such}`;
  const remedy = 'list the actions that are needed';
  return flaw('action-wildcard', span, message, remedy, administers.length > 0 ? 'high' : 'medium');
}
