/**
 * Plans that are kept for review: `diff --plan <folder>` writes them, `deploy --from-plan <folder>` applies them and
 * nothing else. A plan holds values of the stack and its state, so that nobody but the caller reads it.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../config/user-error';
import { documentHead, jsonDocument } from '../../report/json-document';
import { SECRET_MODE, writeWhole } from '../../report/write-file';

const FILE = 'plans.json';

export interface KeptPlan {
  readonly tenant: string;
  /** Digests of the stack's text and of the plan's file. */
  readonly stack: string;
  readonly plan: string;
}

export interface KeptPlans {
  readonly destroys: boolean;
  readonly plans: readonly KeptPlan[];
}

/** Where the plan of a tenant lies. */
export function keptPlanFile(folder: string, tenant: string): string {
  return join(folder, `${tenant}.tfplan`);
}

/** To be called before the work begins. Throws `UserError` where something is there that could be mistaken for it. */
export function openPlanFolder(folder: string): void {
  if (existsSync(join(folder, FILE)))
    throw new UserError(
      `${join(folder, FILE)} is there: plans of an earlier run; name another folder, or remove it`,
    );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Takes a plan in, and says by what it is known again. */
export function keepPlan(folder: string, tenant: string, plan: string, stack: string): KeptPlan {
  const file = keptPlanFile(folder, tenant);
  copyFileSync(plan, file);
  return { tenant, stack, plan: digestOfPlan(file) };
}

export function writePlans(folder: string, { destroys, plans }: KeptPlans): void {
  const text = jsonDocument({ ...documentHead('plans'), destroys, plans });
  writeWhole(join(folder, FILE), text, SECRET_MODE);
}

/** Throws `UserError` where there are none, or where they are for the other operation. */
export function readPlans(folder: string, destroys: boolean): readonly KeptPlan[] {
  const file = join(folder, FILE);
  let kept: KeptPlans & { readonly kind?: unknown };
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}; diff --plan writes it`);
  }
  if (kept.kind !== 'plans' || !Array.isArray(kept.plans))
    throw new UserError(`${file} holds no plans of s3-handshake`);
  if (kept.destroys !== destroys)
    throw new UserError(
      destroys
        ? `${folder} holds plans that deploy; destroy needs plans of diff --destroy`
        : `${folder} holds plans that destroy; only destroy applies them`,
    );
  return kept.plans;
}

/** Why the plan cannot be applied as it was reviewed; undefined where it can, as far as files tell. */
export function staleness(folder: string, kept: KeptPlan, stack: string): string | undefined {
  const file = keptPlanFile(folder, kept.tenant);
  if (!existsSync(file)) return `${file} is not there`;
  if (digestOfPlan(file) !== kept.plan) return `${file} is not what was reviewed`;
  if (kept.stack !== stack)
    return 'its file, its sharers, the fleet or the kit changed since the plan was made; plan it again';
  return undefined;
}

function digestOfPlan(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('base64url');
}
