/** Which moto_server runs: none that somebody else has put above the folder in which the caller stands. */
import { lchownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOTO_SERVER_VARIABLE } from '../../local-aws';
import { motoServer } from '../../local-aws/moto-program';

const STRANGER = 54_321;
const PARTS = [
  '.s3-handshake',
  '.s3-handshake/moto',
  '.s3-handshake/moto/bin',
  '.s3-handshake/moto/bin/moto_server',
];

let folder: string;
let named: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moto-server-'));
  mkdirSync(join(folder, 'project/below'), { recursive: true });
  for (const at of [folder, join(folder, 'project')]) {
    mkdirSync(join(at, PARTS[2] ?? ''), { recursive: true });
    writeFileSync(join(at, PARTS[3] ?? ''), '');
  }
  named = process.env[MOTO_SERVER_VARIABLE];
  delete process.env[MOTO_SERVER_VARIABLE];
  jest.spyOn(process, 'cwd').mockReturnValue(join(folder, 'project/below'));
});
afterEach(() => {
  jest.restoreAllMocks();
  if (named !== undefined) process.env[MOTO_SERVER_VARIABLE] = named;
  rmSync(folder, { recursive: true });
});

test("the nearest project's is taken", () => {
  expect(motoServer()).toBe(join(folder, 'project', PARTS[3] ?? ''));
});

test.each(PARTS)("one of which a stranger's is %s is passed over", (part) => {
  // Where the test may not give a file away, the caller is somebody else instead.
  if (process.getuid?.() === 0) lchownSync(join(folder, 'project', part), STRANGER, STRANGER);
  else jest.spyOn(process as Required<NodeJS.Process>, 'getuid').mockReturnValue(STRANGER);
  expect(motoServer()).not.toContain(join(folder, 'project'));
});
