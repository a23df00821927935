/** A real browser for tests of the full run: the machine's own Chromium, which Debian's package `chromium` brings. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** `CHROMIUM_PATH`, or what is on PATH. Throws where there is none, with what brings it. */
export async function openChromium(): Promise<Browser> {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  const onPath = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const executablePath = CHROMIUM_PATH ?? onPath.find(isExecutable);
  if (executablePath === undefined)
    throw new Error(`no ${NAMES.join(', ')} on PATH: apt-get install chromium, or CHROMIUM_PATH names one`);
  // Chromium's sandbox does not start for the root user, as whom tests run in containers.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
