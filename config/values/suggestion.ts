/** Suggestions in messages. One that is wrong itself would be worse than none, so each has passed the rule that makes it. */
import { quote } from './quote';

/** `: "to-acme/"` where `rule` takes the candidate, else nothing. */
export function suggested(candidate: string, rule: (value: string) => string | undefined): string {
  return candidate !== '' && rule(candidate) === undefined ? `: ${quote(candidate)}` : '';
}
