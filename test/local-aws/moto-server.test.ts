/**
 * Which moto_server runs, and on which Python: none that somebody else has put above the folder in which the caller
 * stands.
 */
import { lchownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOTO_SERVER_VARIABLE } from '../../local-aws';
import { motoServer, pythonOfMoto } from '../../local-aws/moto-program';

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

test.each([
  ['any where the one in its first line is gone', '#!{folder}/gone/python3\n', 'python3'],
  ['that one where it is there', '#!{folder}/own/python3.11\nimport sys\n', '{folder}/own/python3.11'],
  ['the Python beside it', '#!/usr/bin/env bash\n', '{folder}/beside/python'],
])('moto runs on %s', (_title, firstLine, expected) => {
  const fill = (text: string) => text.replace('{folder}', folder);
  const place = join(folder, expected.includes('beside') ? 'beside' : 'alone');
  for (const made of [place, join(folder, 'own')]) mkdirSync(made);
  writeFileSync(join(folder, 'own', 'python3.11'), '');
  if (expected.includes('beside')) writeFileSync(join(place, 'python'), '');
  writeFileSync(join(place, 'moto_server'), fill(firstLine));
  process.env[MOTO_SERVER_VARIABLE] = join(place, 'moto_server');
  const python = pythonOfMoto();
  delete process.env[MOTO_SERVER_VARIABLE];
  expect(python).toBe(fill(expected));
});
