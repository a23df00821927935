/** Data as a page shows it: what is not seen in a text is made visible before the page has it. */
import { visible } from '../../config/values/visible';

/** The same with every text in it visible; keys are ours. */
export function shownData(value: unknown): unknown {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return value.map(shownData);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shownData(one)]));
}
