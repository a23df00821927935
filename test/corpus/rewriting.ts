/** Policies that say the same in another form. */

export const REWRITINGS = [
  'reversed',
  'each statement twice',
  'a statement for each action',
  'a statement for each resource',
  'one value as a list',
  'without Sids',
  'other Sids',
  'actions in capitals',
  'with an Id',
  'StringLike in place of StringEquals',
  'lists in reverse',
  'account ids in place of roots',
] as const;
export type Rewriting = (typeof REWRITINGS)[number];

type Statement = Readonly<Record<string, unknown>>;
interface Document {
  readonly Statement: readonly Statement[];
}

export function rewritten(policy: Document, rewriting: Rewriting): Document {
  const each = (edit: (statement: Statement) => readonly Statement[] | Statement): Document => ({
    ...policy,
    Statement: policy.Statement.flatMap(edit),
  });
  switch (rewriting) {
    case 'reversed':
      return { ...policy, Statement: [...policy.Statement].reverse() };
    case 'each statement twice':
      return each(({ Sid, ...rest }) => [rest, rest]);
    case 'a statement for each action':
      return each(({ Sid, ...rest }) => split(rest, 'Action'));
    case 'a statement for each resource':
      return each(({ Sid, ...rest }) => split(rest, 'Resource'));
    case 'one value as a list':
      return each((statement) => lists(statement, (list) => list));
    case 'lists in reverse':
      return each((statement) => lists(statement, (list) => [...list].reverse()));
    case 'without Sids':
      return each(({ Sid, ...rest }) => rest);
    case 'other Sids':
      return {
        ...policy,
        Statement: policy.Statement.map((statement, at) => ({ ...statement, Sid: `S${at}` })),
      };
    case 'actions in capitals':
      return each((statement) => ({
        ...statement,
        Action: [statement.Action].flat().map((one) => String(one).toUpperCase()),
      }));
    case 'with an Id':
      return { ...policy, ...{ Id: 'an-id' } };
    case 'StringLike in place of StringEquals':
      return each((statement) => {
        const { StringEquals, ...others } = (statement.Condition ?? {}) as Record<string, Statement>;
        if (StringEquals === undefined) return statement;
        return {
          ...statement,
          Condition: { ...others, StringLike: { ...others.StringLike, ...StringEquals } },
        };
      });
    case 'account ids in place of roots':
      return JSON.parse(JSON.stringify(policy).replace(/arn:aws:iam::(\d{12}):root/g, '$1')) as Document;
  }
}

function split(statement: Statement, element: string): readonly Statement[] {
  return [statement[element]]
    .flat()
    .map((one) => (one === undefined ? statement : { ...statement, [element]: one }));
}

function lists(statement: Statement, edit: (list: readonly unknown[]) => readonly unknown[]): Statement {
  const listed = Object.entries(statement).map(([element, value]) => {
    const isListed = ['Action', 'Resource'].includes(element) && value !== undefined;
    return [element, isListed ? edit([value].flat()) : value] as const;
  });
  return Object.fromEntries(listed);
}
