/** A real browser, Debian's Chromium or another, driven over its own protocol. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Throws where there is none, with what brings it. */
export async function openChromium(): Promise<Browser> {
  const executablePath = PLACES.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined)
    throw new Error(
      'there is no Chromium for the tests of pages: apt-get install chromium, or CHROMIUM_PATH names one',
    );
  // The sandbox needs a user other than root; nothing but our own pages is opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
