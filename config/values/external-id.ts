/**
 * External IDs, the values of `sts:ExternalId`.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { quote } from './quote';

export const EXTERNAL_ID_PATTERN = /^[\w+=,.@:/-]{2,1224}$/;

/** What documents and consoles put where the real value will stand. */
const PLACEHOLDERS =
  /^(?:0+|x{2,}|pending|placeholder|todo|tbd|none|null|n\/a|na|example|sample|test|change[-_]?me|replace[-_]?me|fill[-_]?me[-_]?in|(?:your|my|the)?[-_]?external[-_]?id(?:[-_]?here)?)$/i;

export function externalIdProblem(id: string): string | undefined {
  if (id !== '' && id.trim() === '') return 'an external ID must not be blank';
  if (PLACEHOLDERS.test(id)) return `${quote(id)} is a placeholder; give the external ID itself`;
  if (id.length < 2 || id.length > 1224)
    return `an external ID has 2 to 1,224 characters, this one has ${id.length}`;
  if (EXTERNAL_ID_PATTERN.test(id)) return undefined;
  if (/^<.*>$|^\$\{.*\}$|^\{.*\}$/.test(id))
    return `${quote(id)} is a placeholder; give the external ID itself`;
  const odd = /[^\w+=,.@:/-]/u.exec(id)?.[0] ?? '';
  const what = odd.trim() === '' ? 'white space' : quote(odd);
  return `an external ID has letters, digits and _ + = , . @ : / - only, no ${what}`;
}
