/** A page by itself: its policy lets nothing in, its data comes out as it went in, hostile names stay text. */
import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { Parser } from 'htmlparser2';
import { visible } from '../../../config/values/visible';
import { fleetMark, fleetPage } from '../../../report/page/fleet-page';
import type { Fleet } from '../../../report/page/fleet-view';
import { htmlPage } from '../../../report/page/page';
import { DRAW_PICTURE } from '../../../report/picture/draw';
import { HOSTILE, largeFleet } from './a-fleet';

const MARK = fleetMark('s3-handshake test');

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

function elementsIn(html: string): readonly Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => {
      const element = { name, attributes, text: '' };
      elements.push(element);
      open.push(element);
    },
    onclosetag: () => open.pop(),
    ontext: (text) => {
      const last = open.at(-1);
      if (last) last.text += text;
    },
  });
  parser.end(html);
  return elements;
}

const hostile: Fleet = {
  ...largeFleet(2),
  title: HOSTILE,
  says: [HOSTILE],
  tenants: largeFleet(2).tenants.map((tenant) => ({ ...tenant, name: HOSTILE, vendor: HOSTILE })),
};

test.each([
  ['a small fleet', largeFleet(3)],
  ['hostile names', hostile],
])('%s: nothing runs and nothing is styled but what the policy names by its digest', (_, fleet) => {
  const page = fleetPage(fleet, MARK);
  const elements = elementsIn(page);
  const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const scripts = elements.filter(({ name }) => name === 'script');
  const styles = elements.filter(({ name }) => name === 'style');
  expect(scripts.map(({ attributes }) => attributes.type ?? '')).toEqual(['application/json', '']);
  expect(styles).toHaveLength(1);
  expect(policy?.attributes.content).toBe(
    `default-src 'none'; style-src ${digest(styles[0]?.text ?? '')}; script-src ${digest(scripts[1]?.text ?? '')}; base-uri 'none'; form-action 'none'`,
  );
  for (const { name, attributes } of elements) {
    expect(['img', 'iframe', 'link', 'object', 'form', 'base']).not.toContain(name);
    expect(Object.keys(attributes).filter((key) => /^on|^style$|^src$/.test(key))).toEqual([]);
  }
});

test('the data is JSON, and holds what was given, with what is not seen made visible', () => {
  const data = elementsIn(fleetPage(hostile, MARK)).find(({ attributes }) => attributes.id === 'data');
  const fleet = JSON.parse(data?.text ?? '') as Fleet;
  expect(fleet.tenants.map(({ name }) => name)).toEqual([visible(HOSTILE), visible(HOSTILE)]);
  expect(fleet.sources).toEqual(hostile.sources);
});

test('the script is one that can be read', () => {
  const script = elementsIn(fleetPage(largeFleet(1), MARK)).filter(({ name }) => name === 'script')[1];
  expect(() => runInNewContext(`(() => {${script?.text ?? ''}\n})`)).not.toThrow();
  expect(script?.text.startsWith(DRAW_PICTURE)).toBe(true);
  expect(script?.text).toContain("getElementById('data')");
});

test('the fleet at a glance stands in the page without any script', () => {
  const text = elementsIn(fleetPage(largeFleet(12), MARK))
    .map((element) => element.text)
    .join(' ');
  expect(text).toMatch(/12\s+tenants/);
  expect(text).toMatch(/with findings/);
});

test('a page without a script allows none', () => {
  const page = htmlPage({ mark: '<!-- mark -->', title: 'a & b', body: '<p>text</p>' });
  const digests = /&#39;sha256-.*?&#39;/g;
  const lines = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<!-- mark -->',
    '<meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src DIGEST; base-uri &#39;none&#39;; form-action &#39;none&#39;">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    '<title>a &amp; b</title>',
    '<style></style>',
    '</head>',
    '<body>',
    '<p>text</p>',
    '</body>',
    '</html>',
    '',
  ];
  expect(page.replace(/<style>.*<\/style>/s, '<style></style>').replace(digests, 'DIGEST')).toBe(
    lines.join('\n'),
  );
});
