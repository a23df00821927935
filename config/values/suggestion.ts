/** Suggestions in messages. One that is wrong itself would be worse than none, so each has passed the rule that makes it. */
import { quote } from './quote';

/** Whether a rule judges a suggestion just now: what it would suggest itself is read by nobody, and would have no end. */
let isJudging = false;

/** `: "to-acme/"` where `rule` takes the candidate, else nothing. */
export function suggested(candidate: string, rule: (value: string) => string | undefined): string {
  if (isJudging || candidate === '') return '';
  isJudging = true;
  try {
    return rule(candidate) === undefined ? `: ${quote(candidate)}` : '';
  } finally {
    isJudging = false;
  }
}
