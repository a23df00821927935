/** The statements of a policy that is there and that the kit's own policy does not have. */
import { canonical, isRecord, type Json, type JsonRecord } from '../../config/values/json-value';
import { documentOf, type Policy } from '../policy-document';

export interface LostStatement {
  /** Its Sid, or its place: `#2`. */
  readonly name: string;
  readonly statement: JsonRecord;
  /** `Allow s3:GetObject for arn:aws:iam::…:root`. */
  readonly says: string;
}

/** `text`: the document as AWS keeps it. A text that is no policy is one statement, and lost. */
export function lostStatements(text: string, ours: Policy): readonly LostStatement[] {
  const kept = new Set(documentOf(ours).Statement.map((statement) => meaning(statement as unknown as Json)));
  return statementsIn(text)
    .map((statement, index) => ({ name: nameOf(statement, index), statement, says: inWords(statement) }))
    .filter(({ statement }) => !kept.has(meaning(statement)));
}

/** All of them, as records. */
function statementsIn(text: string): readonly JsonRecord[] {
  try {
    const { Statement } = JSON.parse(text) as { readonly Statement?: Json };
    const list = Array.isArray(Statement) ? Statement : [Statement ?? text];
    return list.map((statement: Json) => (isRecord(statement) ? (statement as JsonRecord) : { statement }));
  } catch {
    return [{ statement: text }];
  }
}

function nameOf({ Sid }: JsonRecord, index: number): string {
  return typeof Sid === 'string' && Sid !== '' ? Sid : `#${index + 1}`;
}

/** The same for two statements of one meaning: lists in any order, one value alone or in a list, whatever the Sid. */
function meaning(statement: Json): string {
  const { Sid: _, ...rest } = statement as JsonRecord;
  return canonical(inOrder(rest));
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(inOrder).sort((one, other) => (canonical(one) < canonical(other) ? -1 : 1));
    return items.length === 1 ? (items[0] as Json) : items;
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value as JsonRecord).map(([key, inner]) => [key, inOrder(inner)]));
}

function inWords({ Effect, Action, NotAction, Principal, NotPrincipal }: JsonRecord): string {
  const actions = listed(Action ?? NotAction);
  const who = listed(
    isRecord(Principal) ? (Object.values(Principal).flat() as Json[]) : (Principal ?? NotPrincipal),
  );
  return `${String(Effect ?? 'a statement of')} ${NotAction === undefined ? '' : 'all but '}${actions}${who === '' ? '' : ` for ${NotPrincipal === undefined ? '' : 'all but '}${who}`}`;
}

/** The first two of them, and how many more there are. */
function listed(values: Json | undefined): string {
  if (values === undefined) return '';
  const all = (Array.isArray(values) ? values : [values]).map((each) =>
    typeof each === 'string' ? each : JSON.stringify(each),
  );
  return `${all.slice(0, 2).join(', ')}${all.length > 2 ? ` and ${all.length - 2} more` : ''}`;
}
