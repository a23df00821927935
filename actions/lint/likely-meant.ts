import { nearest } from '../../config/values/nearest';

/**
 * The name that a misspelt one stands for, or undefined. A wrong guess does harm here, since it may allow
 * another action; so fewer letters may be wrong than in a tenant's file.
 */
export function likelyMeant(word: string, known: Iterable<string>): string | undefined {
  return nearest(word, known, 1 / 4);
}
