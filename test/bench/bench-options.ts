/** The command line of the benches that deploy tenants: `--json` for one document, `--tenants N` for another number. */
import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly json: boolean;
  /** `bench-000`, `bench-001` … */
  readonly names: readonly string[];
  /** Of the numbers of tenants that a bench goes through: all, or the one that is asked for. */
  of(counts: readonly number[]): readonly number[];
}

export function benchOptions(tenants: number): BenchOptions {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, tenants: { type: 'string' } },
  });
  const length = values.tenants === undefined ? tenants : Number(values.tenants);
  const names = Array.from({ length }, (_, at) => `bench-${String(at).padStart(3, '0')}`);
  return { json: values.json, names, of: (counts) => (values.tenants === undefined ? counts : [length]) };
}
