/** Stacks in Terraform's own language, which cdktf alone can write, and only all of an app at once. */
import { Annotations, App } from 'cdktf';
import type { StackOrder } from './stack-order';
import { TenantStack } from './tenant-stack';
import { withoutStackTraces } from './without-stack-traces';

/** `warnings` are shown with the first of the stacks. */
export function writeHcl(out: string, orders: readonly StackOrder[], warnings: readonly string[]): void {
  withoutStackTraces(() => {
    const app = new App({ outdir: out, hclOutput: true, skipValidation: true, stackTraces: false });
    const [first] = orders.map((order) => new TenantStack(app, order.tenant.name, order));
    if (first) for (const warning of warnings) Annotations.of(first).addWarning(warning);
    app.synth();
  });
}
