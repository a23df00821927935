/** A fleet as one page: at a glance, as a list that is filtered and sorted, and each tenant with its picture. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { htmlText } from '../html';
import { DRAW_PICTURE } from '../picture/draw';
import { type Fleet, type State, stateOf } from './fleet-view';
import { htmlPage } from './page';
import { shownData } from './shown-data';

/** `report`: whose page it is, as commands call themselves. */
export function fleetMark(report: string): string {
  return `<!-- ${report} page -->`;
}

export function fleetPage(fleet: Fleet, mark: string): string {
  return htmlPage({
    mark,
    title: fleet.title,
    body: bodyOf(fleet),
    data: shownData({ ...fleet, tenants: fleet.tenants.map((one) => ({ ...one, overall: stateOf(one) })) }),
    script: `${DRAW_PICTURE}\n${clientText()}`,
  });
}

let client: string | undefined;

function clientText(): string {
  client ??= readFileSync(join(__dirname, 'fleet-client.js'), 'utf8');
  return client;
}

const TILES: readonly { readonly state: State; readonly says: string }[] = [
  { state: 'ok', says: 'passed' },
  { state: 'finding', says: 'with findings' },
  { state: 'inconclusive', says: 'inconclusive' },
];

function bodyOf(fleet: Fleet): string {
  const states = fleet.tenants.map(stateOf);
  const tiles = TILES.map(({ state, says }) => {
    const count = states.filter((one) => one === state).length.toLocaleString('en-US');
    return `<li class="${state}"><b>${count}</b> ${says}</li>`;
  });
  const options = TILES.map(({ state, says }) => `<option value="${state}">${says}</option>`);
  return [
    '<main>',
    `<h1>${htmlText(fleet.title)}</h1>`,
    `<p class="faint">Made at <time datetime="${htmlText(fleet.madeAt)}">${htmlText(fleet.madeAt.slice(0, 16).replace('T', ' '))} UTC</time></p>`,
    ...fleet.says.map((text) => `<p>${htmlText(text)}</p>`),
    `<ul class="tiles"><li><b>${fleet.tenants.length.toLocaleString('en-US')}</b> tenants</li>${fleet.sources.length === 0 ? '' : tiles.join('')}</ul>`,
    '<noscript><p>The list of tenants needs JavaScript; the data stands at the end of this page as JSON.</p></noscript>',
    '<div class="find">',
    '<div><label for="filter">Filter: tenant, vendor, customer, account</label><input id="filter" type="search" autocomplete="off"></div>',
    `<div><label for="state">Show</label><select id="state"><option value="">all</option>${options.join('')}</select></div>`,
    '<p id="count" role="status"></p>',
    '</div>',
    '<div class="rows" id="rows" role="region" aria-label="tenants" tabindex="0">',
    '<div class="grid" id="grid" role="table" aria-label="tenants">',
    '<div role="rowgroup" class="head"><div class="row" role="row" aria-rowindex="1" id="head"></div></div>',
    '<div role="rowgroup" class="body" id="body"></div>',
    '</div></div>',
    '<div class="paper" id="paper"></div>',
    '<section id="details" aria-label="the chosen tenant"></section>',
    '</main>',
  ].join('\n');
}
