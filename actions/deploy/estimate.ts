/** How long a run still takes, from how long its tenants took so far. */

export interface Estimate {
  /** One is taken up. */
  begin(name: string): void;
  /** One is done: `3 of 8, about 2 minutes left`. No time is said before there is one to go by, or for the last ones. */
  end(name: string): string;
}

/** `total` tenants, `width` at once; `now`: seconds of any clock. */
export function estimateFor(total: number, width: number, now: () => number): Estimate {
  const underWay = new Map<string, number>();
  let done = 0;
  let spent = 0;
  return {
    begin(name) {
      underWay.set(name, now());
    },
    end(name) {
      const at = now();
      spent += at - (underWay.get(name) ?? at);
      underWay.delete(name);
      done += 1;
      const mean = spent / done;
      const begun = [...underWay.values()].map((since) => Math.max(0, mean - (at - since)));
      const waiting = (total - done - underWay.size) * mean;
      const left = (begun.reduce((sum, each) => sum + each, 0) + waiting) / width;
      const longest = Math.max(left, ...begun);
      return `${done} of ${total}${longest < 1 ? '' : `, about ${inWords(longest)} left`}`;
    },
  };
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  return minutes < 90 ? `${Math.round(minutes)} minutes` : `${Math.round(minutes / 60)} hours`;
}
