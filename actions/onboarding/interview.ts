/** Asks step by step, or takes what flags answer, until the file is known. */
import { UserError } from '../../config/user-error';
import type { VendorProfile } from '../../config/vendor/vendor';
import { fold, WIDTH } from '../../report/fold';
import type { Draft, Question, Setting, Step } from './question';
import { ACCESS_POINT_STEPS, BUCKET_STEPS, ROLE_STEPS } from './steps-bucket';
import { freeGrants, grantStepsOf, requireUses, USE } from './steps-grants';
import { TENANT_STEPS } from './steps-tenant';
import { TRUST_STEPS } from './steps-trust';

/** Where somebody can be asked. */
export interface Asker {
  say(text: string): void;
  ask(prompt: string): Promise<string>;
}

export interface Given {
  /** By the steps' flags, answers that were given beforehand; more than one where a flag was repeated. */
  readonly answers: ReadonlyMap<string, readonly string[]>;
  /** Undefined where nobody can be asked: then what is not given must be safe to assume. */
  readonly asker: Asker | undefined;
}

/** Throws `UserError` for an answer that will not do where nobody can be asked again, and for all that is missing. */
export async function interview(setting: Setting, given: Given): Promise<Draft> {
  let draft: Draft = { fields: {}, settled: new Set(), remarks: [] };
  const missing: string[] = [];
  const go = async (steps: readonly Step[]): Promise<void> => {
    for (const step of steps) {
      const next = await oneStep(step, draft, setting, given);
      if (next === undefined) missing.push(missedFlag(step, draft));
      else draft = next;
    }
  };
  await go(TENANT_STEPS.slice(0, 1));
  if (draft.vendor) {
    await go(TENANT_STEPS.slice(1));
    await go([...ofRoles(TRUST_STEPS, draft, given), ...BUCKET_STEPS]);
    await go(grantSteps(draft.vendor, given));
    await go([...ofRoles(ROLE_STEPS, draft, given), ...ACCESS_POINT_STEPS]);
  }
  if (missing.length > 0)
    throw new UserError(
      `without a terminal, new needs also: ${missing.join(', ')} (new --help says what they are)`,
    );
  return draft;
}

/** A vendor that comes with a key assumes no role; what a flag says of one nevertheless is for the rules to refuse. */
function ofRoles(steps: readonly Step[], { fields }: Draft, { answers }: Given): readonly Step[] {
  return fields.credentials === 'access-key' ? steps.filter(({ flag }) => answers.has(flag)) : steps;
}

/** Who gives grants by flags is not asked for the vendor's other uses. Throws `UserError` for a use that it does not have. */
function grantSteps(vendor: VendorProfile, { answers }: Given): readonly Step[] {
  requireUses(
    vendor,
    [...answers.keys()].filter((flag) => flag.startsWith(USE)).map((flag) => flag.slice(USE.length)),
  );
  const steps = grantStepsOf(vendor);
  return answers.has(freeGrants.flag) ? steps.filter(({ flag }) => answers.has(flag)) : steps;
}

/** The tenant's name is an argument, not a flag. */
function shownFlag({ flag }: Step): string {
  if (flag === 'tenant') return "the tenant's name";
  return flag.startsWith(USE) ? '--use' : `--${flag}`;
}

/** Uses are never missed by themselves: any grant will do. */
function missedFlag(step: Step, { vendor }: Draft): string {
  const uses = vendor?.uses ?? [];
  return step === freeGrants && uses.length > 0
    ? `--grant or --use ${uses.map(({ id }) => id).join(', --use ')}`
    : shownFlag(step);
}

/** Undefined where the step has no answer. */
async function oneStep(
  step: Step,
  draft: Draft,
  setting: Setting,
  { answers, asker }: Given,
): Promise<Draft | undefined> {
  const given = answers.get(step.flag) ?? [];
  let answered = draft;
  let isRefused = false;
  for (const answer of given) {
    const taken = await step.take(answer, answered, setting);
    if ('draft' in taken) {
      answered = taken.draft;
      continue;
    }
    if (!asker) throw new UserError(`${shownFlag(step)}: ${taken.problem}`);
    asker.say(`\n${shownFlag(step)} ${answer}\n${problemText(taken.problem)}`);
    isRefused = true;
  }
  if (given.length > 0 && !isRefused) return answered;
  const question = await step.question(answered, setting);
  if (!question) return answered;
  if (asker) return asked(step, question, answered, setting, asker);
  const { proposal, assumable } = question;
  if (proposal === undefined || !(assumable || step.flag.startsWith(USE))) return undefined;
  const taken = await step.take(assumable ? proposal : '-', draft, setting);
  if ('problem' in taken) throw new UserError(`${shownFlag(step)}: ${taken.problem}`);
  return taken.draft;
}

async function asked(
  step: Step,
  question: Question,
  draft: Draft,
  setting: Setting,
  asker: Asker,
): Promise<Draft> {
  asker.say(questionText(question));
  for (;;) {
    const typed = (await asker.ask(promptFor(question))).trim();
    const answer = meantBy(typed, question);
    if (answer === undefined) {
      asker.say(problemText('an answer is needed here; Ctrl-C gives up and writes nothing'));
      continue;
    }
    const taken = await step.take(answer, draft, setting);
    if ('draft' in taken) return taken.draft;
    asker.say(problemText(taken.problem));
  }
}

function questionText({ title, says, choices = [] }: Question): string {
  const width = Math.max(0, ...choices.map(({ answer }) => answer.length));
  return [
    '',
    title,
    ...says.flatMap((words) => indented(words)),
    ...choices.map(({ answer, says: words }, index) => {
      const number = String(index + 1).padStart(String(choices.length).length);
      return `    ${number}  ${width + words.length > WIDTH - 12 ? `${words}: ${answer}` : `${answer.padEnd(width)}  ${words}`}`;
    }),
    '',
  ].join('\n');
}

function promptFor({ proposal, proposalSays }: Question): string {
  return proposal === undefined ? '  > ' : `  [${proposalSays ?? proposal}] > `;
}

/** A number stands for the choice that is so numbered. */
function meantBy(typed: string, { choices, proposal }: Question): string | undefined {
  if (typed === '') return proposal;
  const chosen = /^\d+$/.test(typed) ? choices?.[Number(typed) - 1] : undefined;
  return chosen?.answer ?? typed;
}

function problemText(problem: string): string {
  return `${indented(`✗ ${problem}`).join('\n')}\n`;
}

function indented(words: string): readonly string[] {
  return fold(words, WIDTH - 2).map((line) => `  ${line}`);
}
