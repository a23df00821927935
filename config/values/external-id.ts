/**
 * External IDs, the values of `sts:ExternalId`.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { quote } from './quote';
import { isRowOfDigits } from './row-of-digits';
import { suggested } from './suggestion';

export const EXTERNAL_ID_PATTERN = /^[\w+=,.@:/-]{2,1224}$/;

/** Words of which documents and consoles make what stands where the real value will stand. */
const WORDS = new Set(
  'pending placeholder todo tbd none null na undefined example sample test dummy secret foo bar baz unique changeme replaceme fillme external externalid id uid uuid value string your my the this here replace change insert enter fill put paste in me with from of by vendor customer company account actual real goes'.split(
    ' ',
  ),
);

/** Why an external ID is a placeholder, or undefined. */
export function externalIdPlaceholder(id: string): string | undefined {
  if (/<[^<>]+>|\$\{|\{\{|^\{.*\}$|^\[.*\]$|\.{3}|…/.test(id)) return 'a template that was not filled in';
  if (/^[0x]$|^([^-])(?:\1|-)+$/i.test(id)) return 'one character again and again';
  if (isRowOfDigits(id)) return 'digits in a row';
  const words = id
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace('n/a', 'na')
    .split(/[-_ .:/]+/)
    .filter((word) => word !== '');
  return words.length > 0 && words.every((word) => WORDS.has(word)) ? 'words, not a value' : undefined;
}

/**
 * What is left of a number after a spreadsheet had it: it keeps fifteen digits, and shows them as a power of ten. Fewer
 * zeros at the end than three may be the vendor's own.
 */
function isRoundedNumber(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d+$/i.test(text) || /^[1-9]\d{14}0{3,}$/.test(text);
}

/** Without white space and quotation marks around it, as copying leaves them. */
function bare(id: string): string {
  return id.replace(/^[\s"'`“”„‘’«»]+|[\s"'`“”„‘’«».,;]+$/gu, '');
}

export function externalIdProblem(id: string): string | undefined {
  if (id !== '' && id.trim() === '') return 'an external ID must not be blank';
  if (externalIdPlaceholder(id) !== undefined)
    return `${quote(id)} is a placeholder; give the external ID itself`;
  if (isRoundedNumber(id))
    return `${quote(id)} is a number that a spreadsheet has rounded; copy the external ID from the vendor's screen, into a column of text`;
  if (id.length < 2 || id.length > 1224)
    return `an external ID has 2 to 1,224 characters, this one has ${id.length}`;
  if (EXTERNAL_ID_PATTERN.test(id)) return undefined;
  const odd = /[^\w+=,.@:/-]/u.exec(id)?.[0] ?? '';
  const what = odd.trim() === '' ? 'white space' : quote(odd);
  return `an external ID has letters, digits and _ + = , . @ : / - only, no ${what}${suggested(bare(id), externalIdProblem)}`;
}
