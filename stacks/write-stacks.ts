/** Makes stacks and writes them, as many as one thread is given. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdktf';
import { digestOf } from './digest';
import { STACKS, type StackOrder, stackFile } from './stack-order';
import { stackText } from './stack-text';
import { TenantStack } from './tenant-stack';
import { withoutStackTraces } from './without-stack-traces';

/** The digest of each text that was written, in the order of `orders`. `out`: the folder of all stacks. */
export function writeStacks(out: string, orders: readonly StackOrder[]): readonly string[] {
  // cdktf looks for this folder and then makes it: two threads would fail where the second one looked too early.
  mkdirSync(join(out, STACKS), { recursive: true });
  const app = new App({ outdir: out });
  return withoutStackTraces(() =>
    orders.map((order) => {
      const text = stackText(new TenantStack(app, order.tenant.name, order));
      const file = join(out, stackFile(order.tenant.name));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return digestOf(text);
    }),
  );
}
