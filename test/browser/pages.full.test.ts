/** Pages in a real Chromium: light, dark, narrow and on paper; by keyboard; with axe; ten thousand tenants without lag. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { handoverDocument } from '../../actions/handover/handover-document';
import { handoverHtml } from '../../actions/handover/handover-html';
import { fleetMark, fleetPage } from '../../report/page/fleet-page';
import type { Fleet } from '../../report/page/fleet-view';
import { aTenant } from '../a-tenant';
import { HOSTILE, largeFleet } from '../report/page/a-fleet';
import { type Box, pairsIn } from '../report/picture/boxes';
import { manyGrants } from '../report/picture/many-grants';
import { openChromium } from './chromium';

let browser: Browser;
let context: BrowserContext;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handshake-pages-'));
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => context?.close());

interface View {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly hash?: string;
}

/** Opens it as a file, as a reader does; whatever it says on the console is an error. */
async function open(
  html: string,
  { colorScheme = 'light', width = 1280, hash = '' }: View = {},
): Promise<Page> {
  context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) said.push(`asks for ${request.url()}`);
  });
  const file = join(folder, 'page.html');
  writeFileSync(file, html);
  await page.goto(`${pathToFileURL(file)}${hash}`);
  expect(said).toEqual([]);
  return page;
}

const pageOf = (fleet: Fleet): string => fleetPage(fleet, fleetMark('s3-handshake test'));
const small = pageOf(largeFleet(30));
const handover = handoverHtml([
  handoverDocument(aTenant({ accessPoint: { name: 'acme-point' } }), {}, undefined),
]);

test.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { width: 360 }],
] as const)('axe finds nothing, %s', async (_, view) => {
  for (const html of [small, handover]) {
    const page = await open(html, { ...view, hash: '#tenant=acme-00004' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html: node }) => node).join(' ')}`),
    ).toEqual([]);
    await context.close();
  }
});

test('a narrow page is not wider than its window', async () => {
  const page = await open(small, { width: 360, hash: '#tenant=acme-00004' });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
});

test('a link leads to a tenant, its picture and what was found of it', async () => {
  const page = await open(small, { hash: '#tenant=acme-00004' });
  expect(await page.textContent('#details h2')).toBe('acme-00004');
  expect(await page.textContent('#details .notes')).toContain('npx s3-handshake deploy acme-00004 --refresh');
  expect(await page.locator('#details .edge.more, #details .edge.less').count()).toBe(2);
});

test.each([1, 5, 40])('no words of a picture lie on others or on a box, %d grants', async (grants) => {
  const [tenant] = largeFleet(1).tenants;
  if (!tenant) throw new Error('no tenant');
  const picture = manyGrants(grants, { shares: 2, name: 'to-the-vendor-WWW/' });
  const fleet = { ...largeFleet(1), tenants: [{ ...tenant, picture }] };
  const page = await open(pageOf(fleet), { width: 2400, hash: `#tenant=${tenant.name}` });
  // As the browser's own font draws them.
  const boxes = (await page.evaluate(`[...document.querySelectorAll('.label text, .node rect')].map((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return { what: one.textContent || 'a box', left, right, top, bottom };
  })`)) as readonly Box[];
  expect(boxes.length).toBeGreaterThan(grants * 3);
  expect(pairsIn(boxes)).toEqual([]);
});

test('by keyboard: the filter, the order, a tenant', async () => {
  const page = await open(small);
  await page.focus('#filter');
  await page.keyboard.type('acme-00012');
  expect(await page.textContent('#count')).toBe('1 of 30 tenants');
  await page.focus('#body a');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#details h2');
  expect(await page.textContent('#details h2')).toBe('acme-00012');
  await page.fill('#filter', '');
  await page.focus('#head button');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect(await page.textContent('#body .row:first-child a')).toBe('acme-00030');
});

test('names that want to run do not', async () => {
  const fleet = largeFleet(2);
  const page = await open(
    pageOf({
      ...fleet,
      title: HOSTILE,
      tenants: fleet.tenants.map((tenant) => ({ ...tenant, name: HOSTILE, vendor: HOSTILE })),
    }),
  );
  await page.click('#body a');
  await page.waitForSelector('#details h2');
  expect(await page.title()).not.toBe('owned');
  expect(await page.locator('img').count()).toBe(0);
});

test('on paper stand all rows that are shown, and the chosen tenant', async () => {
  const page = await open(small, { hash: '#tenant=acme-00004' });
  await page.emulateMedia({ media: 'print' });
  await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  expect(await page.locator('#paper tbody tr').count()).toBe(30);
  expect(await page.isVisible('#rows')).toBe(false);
  expect(await page.isVisible('#details .picture')).toBe(true);
});

test('ten thousand tenants: few rows are there at a time, and typing makes no frame wait long', async () => {
  const page = await open(pageOf(largeFleet(10_000)));
  expect(await page.locator('#body .row').count()).toBeLessThan(60);
  await page.evaluate(`window.longest = 0;
    let last = performance.now();
    (function frame(now) { window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(frame); })(last);
  `);
  await page.focus('#filter');
  await page.keyboard.type('acme-09', { delay: 30 });
  expect(await page.textContent('#count')).toBe('1,000 of 10,000 tenants');
  // On a busy machine the browser is not alone: the work of one keystroke is what counts.
  const milliseconds = (await page.evaluate(`(() => {
    const filter = document.getElementById('filter');
    filter.value = 'customer-5 active';
    const begun = performance.now();
    filter.dispatchEvent(new Event('input'));
    return performance.now() - begun;
  })()`)) as number;
  process.stdout.write(
    `longest frame ${Math.round((await page.evaluate('window.longest')) as number)} ms, a keystroke's work ${Math.round(milliseconds)} ms\n`,
  );
  expect(milliseconds).toBeLessThan(100);
});
