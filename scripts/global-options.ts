/** Options that every command has. */
import { flag, text } from './option';

export const GLOBAL_OPTIONS = {
  project: text('folder', "the project's folder; default: the nearest one at or above this folder", {
    completes: 'folder',
  }),
  quiet: flag('results and errors only: no progress, no remarks', { excludes: ['verbose'] }),
  verbose: flag('every table, however many tenants; where an unexpected error happened'),
} as const;

export interface GlobalValues {
  readonly project: string | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
}
