/** One cause, whichever tenants it hits: for a terminal, told once. */
import type { Severity } from './finding';
import { counted } from './finding-words';
import { paragraph } from './fold';
import type { Style } from './style';

export interface Cause {
  /** `inconclusive`: something could not be told, which is no finding, and never clean. */
  readonly severity: Severity | 'inconclusive';
  /** What is wrong, in a sentence without its full stop. */
  readonly message: string;
  /** In the order of the run, each once. */
  readonly tenants: readonly string[];
  /** What shows it, of the first of the tenants, a sentence each. */
  readonly evidence: readonly string[];
  /** What to do about it for the first of the tenants; empty where nobody knows. */
  readonly remediation: string;
}

/** So much evidence is shown; a report that is asked for everything has the rest. */
const SHOWN = 3;

/** The names, of tenants or of attributes, or the first of them and how many more. */
export function tenantWords(names: readonly string[], most = MOST_NAMES): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${(names.length - most).toLocaleString('en-US')} more` : shown;
}

/** So many names are said even where they are all that there are. */
const MOST_NAMES = 3;

function whoseWords(tenants: readonly string[], outOf: number): string {
  const count = counted(tenants.length, 'tenant');
  const areAll = tenants.length === outOf && outOf > MOST_NAMES;
  return areAll ? `all ${count}` : `${count} (${tenantWords(tenants, MOST_NAMES)})`;
}

/** Added to what is to be done for one of many. */
export function likewise(tenants: readonly string[]): string {
  return tenants.length > 1 ? ` (and likewise for the other ${tenants.length - 1})` : '';
}

/** Lines, the last without its end. `outOf`: how many tenants there are. */
export function causeText(
  { severity, message, tenants, evidence, remediation }: Cause,
  outOf: number,
  style: Style,
): string {
  const [first = ''] = tenants;
  const isOfOne = tenants.length < 2;
  const more = evidence.length - SHOWN;
  const lines = [
    ...evidence.slice(0, SHOWN).map((line) => (isOfOne ? line : `${first}: ${line}`)),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(remediation === '' ? [] : [`remediation: ${remediation}${likewise(tenants)}`]),
  ];
  const whose = isOfOne ? first : whoseWords(tenants, outOf);
  const paint = severity === 'inconclusive' ? style.medium : style[severity];
  const head = paragraph(`${severity}: ${whose}: ${message}`).replace(severity, (word) => paint(word));
  return [head, ...lines.map((line) => paragraph(line, { indent: '  ' }))].join('\n');
}
