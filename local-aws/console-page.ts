/** The files of the page at `/`. What comes from requests is shown as text only, never as markup. */

export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The embedded AWS</title>
<link rel="stylesheet" href="/-/page.css">
<script src="/-/page.js" defer></script>
</head>
<body>
<header><h1>The embedded AWS</h1><p id="status" role="status">Loading…</p></header>
<main>
<section aria-labelledby="there"><h2 id="there">What is there</h2><div id="accounts"></div></section>
<section aria-labelledby="asked"><h2 id="asked">The last requests</h2>
<p class="hint">The newest first. Open one to see the statements that decided it.</p>
<label>Show <select id="filter"><option value="all">all</option><option value="denied">what was refused</option></select></label>
<ol id="requests"></ol></section>
</main>
</body>
</html>
`;

export const STYLE = `:root {
  color-scheme: light dark;
  --text: light-dark(#1b1f24, #e6e8eb);
  --quiet: light-dark(#57606a, #9aa4af);
  --ground: light-dark(#f6f7f9, #14171a);
  --card: light-dark(#ffffff, #1d2125);
  --line: light-dark(#d5d9de, #343a41);
  --allowed: light-dark(#116329, #56d364);
  --denied: light-dark(#a40e26, #ff8182);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.5rem; padding-top: 1rem; }
h1 { font-size: 1.35rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem; }
h3 { font-size: 0.95rem; margin: 0 0 0.25rem; }
#status, .hint { color: var(--quiet); margin: 0; }
label { display: inline-block; margin: 0.5rem 0; }
code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; margin: 0.25rem 0 0.5rem; padding: 0.5rem 0.75rem; background: var(--ground);
  border: 1px solid var(--line); border-radius: 6px; }
#accounts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 0.75rem; }
.card, #requests > li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.card { padding: 0.75rem 1rem; }
.card h3:not(:first-child) { margin-top: 0.75rem; }
.card ul { margin: 0; padding-left: 1.1rem; max-height: 14rem; overflow: auto; }
#requests { list-style: none; margin: 0 0 2rem; padding: 0; display: grid; gap: 0.4rem; }
summary { display: grid; grid-template-columns: 6.5rem 3rem minmax(8rem, 12rem) 1fr 1fr; gap: 0.75rem; padding: 0.45rem 0.9rem;
  cursor: pointer; align-items: baseline; }
summary span { overflow-wrap: anywhere; }
summary .time, summary .who { color: var(--quiet); }
details > div { padding: 0 0.9rem 0.6rem; border-top: 1px solid var(--line); }
.allowed { color: var(--allowed); font-weight: 600; }
.denied { color: var(--denied); font-weight: 600; }
@media (max-width: 48rem) { summary { grid-template-columns: 5rem 3rem 1fr; } summary span:nth-child(n + 4) { grid-column: 1 / -1; } }
`;

export const SCRIPT = `'use strict';
const token = location.hash.slice(1);
const byId = (id) => document.getElementById(id);
const open = new Set();
let shown = '';

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function list(title, items) {
  const all = element('ul');
  for (const item of items) {
    const line = element('li');
    line.append(element('code', item));
    all.append(line);
  }
  return items.length === 0 ? [] : [element('h3', title + ' (' + items.length + ')'), all];
}

function card({ account, roles, users }, buckets) {
  const made = element('div', undefined, 'card');
  const own = buckets.filter((bucket) => bucket.account === account).map((bucket) =>
    [bucket.name, bucket.region, bucket.hasPolicy ? 'policy' : 'no policy', ...bucket.accessPoints.map((point) => 'access point ' + point)].join(' · '));
  const last = (arn) => arn.replace(/^arn:[^:]*:iam::[0-9]*:(?:role|user)/, '');
  made.append(element('h3', 'Account ' + account), ...list('Buckets', own), ...list('Roles', roles.map(last)), ...list('Users', users.map(last)));
  return made;
}

function what({ decisions: [first], path }) {
  return first && first.resource !== '*' ? first.resource.replace(/^arn:[^:]*:(?:s3:::)?/, '') : path;
}

function entry(request) {
  const line = element('li');
  const details = element('details');
  details.open = open.has(request.requestId);
  details.addEventListener('toggle', () => details.open ? open.add(request.requestId) : open.delete(request.requestId));
  const summary = element('summary');
  const isRefused = request.status >= 400;
  summary.append(
    element('span', new Date(request.time).toLocaleTimeString(), 'time'),
    element('span', String(request.status), isRefused ? 'denied' : 'allowed'),
    element('span', request.operation || request.method),
    element('span', what(request)),
    element('span', request.caller || 'nobody who could be made out', 'who'),
  );
  const body = element('div');
  const head = element('p');
  head.append(element('code', request.method + ' ' + request.path), ' · request ', element('code', request.requestId));
  if (request.code) head.append(' · ' + request.code);
  body.append(head);
  if (request.decisions.length === 0) body.append(element('p', 'No policy was asked: AWS answers this whatever the policies say.', 'hint'));
  for (const decision of request.decisions) {
    const said = element('p');
    said.append(element('span', decision.outcome, decision.outcome === 'allowed' ? 'allowed' : 'denied'), ' ', element('code', decision.action + ' on ' + decision.resource));
    body.append(said, element('p', decision.why.replace(/^[a-z]+: /, '')));
    for (const { name, policy, text } of decision.statements) body.append(element('p', 'statement ' + name + ' of policy ' + policy, 'hint'), element('pre', text));
  }
  details.append(summary, body);
  line.append(details);
  return line;
}

async function refresh() {
  try {
    const answered = await fetch('/-/state', { headers: { 'x-local-aws-token': token } });
    if (answered.status === 401) {
      byId('status').textContent = 'This page needs its whole address: the one that s3-handshake local-aws printed, with what stands behind the #.';
      return;
    }
    const text = await answered.text();
    const filter = byId('filter').value;
    if (text + filter !== shown) {
      shown = text + filter;
      const { accounts, buckets, requests } = JSON.parse(text);
      const wanted = requests.filter(({ status }) => filter === 'all' || status >= 400);
      byId('accounts').replaceChildren(...(accounts.length === 0 ? [element('p', 'Nothing was made yet.', 'hint')] : accounts.map((account) => card(account, buckets))));
      byId('requests').replaceChildren(...(wanted.length === 0 ? [element('li', 'None yet.', 'hint card')] : wanted.map(entry)));
    }
    byId('status').textContent = 'Live.';
  } catch {
    byId('status').textContent = 'The embedded AWS does not answer; it may have ended.';
  }
  setTimeout(refresh, 1000);
}

byId('filter').addEventListener('change', () => void refresh());
void refresh();
`;
