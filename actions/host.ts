import { type LoadOptions, loadProjectInSteps, type Project } from '../config';
import { DeadlinePassed } from '../config/deadline-passed';
import { inSlices } from '../worlds/in-slices';

/**
 * What an action has of the world around it. An action knows neither a terminal nor the process: it takes values and a
 * host, tells the host what happens as it happens, and gives a result; it prints nothing.
 */
export interface ActionHost {
  /** Where credentials and proxies are looked for. */
  readonly env: NodeJS.ProcessEnv;
  /**
   * Aborted where the result is no more wanted: the action cleans up and ends, within a second. Its reason is a
   * {@link DeadlinePassed} where the command's own time is over: then what was found out by then is told still.
   */
  readonly signal: AbortSignal;
  /** Called as things happen. Is not waited for, and must not throw. */
  onEvent(event: ActionEvent): void;
}

/** Undefined where the signal is not aborted, or by an interrupt. */
export function deadlineOf({ reason }: AbortSignal): DeadlinePassed | undefined {
  return reason instanceof DeadlinePassed ? reason : undefined;
}

/** By Ctrl-C, or by whoever else stops the work from outside. */
export function isInterrupted(signal: AbortSignal): boolean {
  return signal.aborted && deadlineOf(signal) === undefined;
}

/**
 * The project in the folder `root`, read so that an interrupt is heard in the midst of it. When only the time is over it
 * is read to its end: of each of its tenants the report says then that it was not reached. Throws the signal's reason
 * once it is interrupted.
 */
export function readProject(root: string, options: LoadOptions, signal: AbortSignal): Promise<Project> {
  return inSlices(loadProjectInSteps(root, options), {
    throwIfAborted: () => {
      if (isInterrupted(signal)) signal.throwIfAborted();
    },
  });
}

/** What came of one of many: `inconclusive` where it could not be told. */
export type Outcome = 'ok' | 'finding' | 'inconclusive';

export type ActionEvent =
  /** Work on many begins. `unit`: what is counted, in the plural. */
  | { readonly kind: 'begin'; readonly total: number; readonly unit: string }
  /** One of them is taken up. */
  | { readonly kind: 'start'; readonly name: string }
  /** One of them is at a step: `done` of `total` steps lie behind it. */
  | {
      readonly kind: 'step';
      readonly name: string;
      readonly step: string;
      readonly done: number;
      readonly total: number;
    }
  /** One of them is done. `summary`: a line that begins with its name. */
  | { readonly kind: 'end'; readonly name: string; readonly outcome: Outcome; readonly summary: string }
  /** All of them are done, or the work was given up. */
  | { readonly kind: 'finish' }
  /** What keeps a part of the work from being done, in sentences or lines. */
  | { readonly kind: 'warning'; readonly message: string }
  /** What is worth knowing. */
  | { readonly kind: 'notice'; readonly message: string }
  /** What only those want to know who ask for everything. */
  | { readonly kind: 'detail'; readonly message: string };
