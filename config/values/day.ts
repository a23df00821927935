/** Days, as files write them: `2027-03-31`. */
import { quote } from './quote';
import { isMoment } from './timestamp';

export const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

export function dayProblem(text: string): string | undefined {
  if (!DAY_PATTERN.test(text)) return `${quote(text)} is not a day; it looks like 2027-03-31`;
  return isMoment(`${text}T00:00:00Z`) ? undefined : `${quote(text)} is a day that does not exist`;
}
