/** What comes after `init`, a command each, in order. */
import type { CodeHost } from './repository-files';

export interface NextStep {
  readonly command: string;
  readonly says: string;
}

/** `folder`: as it is typed to enter it; undefined where it is the current folder. `ci`: whose workflow was written. */
export function nextSteps(folder: string | undefined, ci: CodeHost | undefined): readonly NextStep[] {
  return [
    ...(folder === undefined ? [] : [{ command: `cd ${folder}`, says: 'the new repository' }]),
    { command: 'npm install', says: 'the kit, cdktf, and the bindings for AWS' },
    {
      command: 'npx s3-handshake doctor --fix',
      says: 'what is there, what is missing; fetches what can be fetched',
    },
    { command: 'npx s3-handshake new', says: "a tenant's file, by questions" },
    { command: 'npx s3-handshake validate', says: 'is what the files say exactly what would be allowed?' },
    ...(ci === undefined
      ? []
      : [
          {
            command: 'git add .',
            says: 'with package-lock.json, by which CI installs; the workflow says what else it needs',
          },
        ]),
  ];
}
