/** AWS account ids: twelve digits, of which the first may be zero. */
import { quote } from './quote';
import { suggested } from './suggestion';

export const ACCOUNT_PATTERN = /^\d{12}$/;

/** The account that AWS's own documents use; vendors' samples too. */
export const DOCUMENTATION_ACCOUNT = '123456789012';

export function accountProblem(account: string): string | undefined {
  if (/^0{12}$/.test(account)) return 'an account of zeros only is a placeholder; give the real one';
  if (ACCOUNT_PATTERN.test(account)) return undefined;
  // A spreadsheet shows long numbers so.
  if (/^\d(?:[.,]\d+)?E\+\d+$/i.test(account))
    return `${quote(account)} is a number that a spreadsheet has rounded; copy the account again, into a column of text`;
  const digits = account.replaceAll(/[\s-]/g, '');
  if (ACCOUNT_PATTERN.test(digits))
    return `${quote(account)} must be written without spaces and hyphens${suggested(digits, accountProblem)}`;
  if (/^\d+$/.test(account))
    return `an AWS account has 12 digits, ${quote(account)} has ${account.length}; leading zeros count`;
  const likely = /[A-Za-z]/.test(account) ? '' : account.replace(/[.,]0+$/, '').replaceAll(/\D/g, '');
  const hint = suggested(likely, accountProblem) || ', such as "111122223333"';
  return `${quote(account)} is not an AWS account; it has 12 digits${hint}`;
}
