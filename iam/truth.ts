/**
 * Three-valued logic, after Kleene: what the engine cannot know stays `unknown` until something that it does know
 * settles the matter. One `no` settles `every`, one `yes` settles `some`.
 */
export type Truth = 'yes' | 'no' | 'unknown';

export function truthOf(fact: boolean): Truth {
  return fact ? 'yes' : 'no';
}

export function not(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown';
  return truth === 'yes' ? 'no' : 'yes';
}

export function allOf(...truths: readonly Truth[]): Truth {
  return every(truths, (truth) => truth);
}

/** `yes` for an empty list. Stops at the first `no`. */
export function every<T>(items: readonly T[], test: (item: T, at: number) => Truth): Truth {
  let result: Truth = 'yes';
  let at = 0;
  for (const item of items) {
    const truth = test(item, at++);
    if (truth === 'no') return 'no';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** `no` for an empty list. Stops at the first `yes`. */
export function some<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  let result: Truth = 'no';
  for (const item of items) {
    const truth = test(item);
    if (truth === 'yes') return 'yes';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}
