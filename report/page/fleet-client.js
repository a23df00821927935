// What a page of a fleet does in a browser: rows of a long list as far as they are seen, a filter, an order, a tenant's
// details by the address. It is carried by the page, calls nothing from outside, and shows data as text only; pictures
// are drawn by `drawPicture`, which stands before it.
(() => {
  const ROW = 40;
  const BEYOND = 8;
  const fleet = JSON.parse(document.getElementById('data').textContent);
  const element = (id) => document.getElementById(id);
  const rowsBox = element('rows');
  const body = element('body');
  const filter = element('filter');
  const chooser = element('state');
  const count = element('count');
  const details = element('details');

  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const RANK = { inconclusive: 0, finding: 1, ok: 2 };
  const WORDS = { ok: 'passed', finding: 'finding', inconclusive: 'inconclusive' };
  // What no tenant has, as in a report that does not know the files, has no column.
  const ASIDE = [
    { name: 'vendor', of: (tenant) => tenant.vendor, isAside: true },
    { name: 'customer', of: (tenant) => tenant.customer, isAside: true },
    { name: 'access', of: (tenant) => tenant.access, isAside: true },
  ].filter(({ of }) => fleet.tenants.some((tenant) => of(tenant) !== ''));
  const COLUMNS = [
    { name: 'tenant', of: (tenant) => tenant.name },
    ...ASIDE,
    ...fleet.sources.map((source) => ({
      name: source,
      of: (tenant) => tenant.states[source] ?? '',
      isState: true,
    })),
  ];
  const tenants = fleet.tenants.map((tenant) => ({
    tenant,
    text: [tenant.name, tenant.vendor, tenant.customer, tenant.account, tenant.access]
      .join('\n')
      .toLowerCase(),
  }));
  let shown = tenants;
  let order = { column: undefined, down: false };
  let chosen = '';

  const addressOf = (name) => {
    const parts = new URLSearchParams();
    if (filter.value) parts.set('find', filter.value);
    if (chooser.value) parts.set('state', chooser.value);
    if (name) parts.set('tenant', name);
    return `#${parts}`;
  };
  // A narrow page leaves out what is aside, and shows of a state its mark.
  const asideOf = ({ isAside }, attributes) => (isAside ? { ...attributes, class: 'aside' } : attributes);
  const stateOf = (value) =>
    make(
      'span',
      value ? { class: `state ${value}` } : {},
      make('span', { class: 'words' }, WORDS[value] ?? '–'),
    );
  const cell = (column, tenant) => {
    const value = column.of(tenant);
    if (column.name === 'tenant') {
      return make('span', { role: 'rowheader' }, make('a', { href: addressOf(value) }, value));
    }
    if (!column.isState) return make('span', asideOf(column, { role: 'cell' }), value);
    return make('span', { role: 'cell' }, stateOf(value));
  };
  const draw = () => {
    const first = Math.max(0, Math.floor(rowsBox.scrollTop / ROW) - BEYOND);
    const last = Math.min(shown.length, Math.ceil((rowsBox.scrollTop + rowsBox.clientHeight) / ROW) + BEYOND);
    const rows = shown.slice(first, last).map(({ tenant }, at) => {
      const isChosen = tenant.name === chosen;
      const row = make(
        'div',
        { role: 'row', class: isChosen ? 'row chosen' : 'row', 'aria-rowindex': String(first + at + 2) },
        ...COLUMNS.map((column) => cell(column, tenant)),
      );
      row.style.top = `${(first + at) * ROW}px`;
      return row;
    });
    // Whoever goes through the rows by keyboard stays where they are.
    const focused = document.activeElement?.closest?.('.body .row') && document.activeElement.textContent;
    body.replaceChildren(...rows);
    if (focused) [...body.querySelectorAll('a')].find((link) => link.textContent === focused)?.focus();
  };
  const sorted = (list) => {
    const { column, down } = order;
    if (!column) return list;
    const keyed = list.map((entry) => {
      const value = column.of(entry.tenant);
      return { entry, key: column.isState ? (RANK[value] ?? 3) : value };
    });
    keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
    const entries = keyed.map(({ entry }) => entry);
    return down ? entries.reverse() : entries;
  };
  const select = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const state = chooser.value;
    shown = sorted(
      tenants.filter(
        (one) => (!state || one.tenant.overall === state) && words.every((word) => one.text.includes(word)),
      ),
    );
    body.style.height = `${shown.length * ROW}px`;
    element('grid').setAttribute('aria-rowcount', String(shown.length + 1));
    count.textContent = `${shown.length.toLocaleString('en')} of ${tenants.length.toLocaleString('en')} tenants`;
    rowsBox.scrollTop = 0;
    draw();
  };

  const pictureOf = (picture) => {
    const svg = new DOMParser().parseFromString(drawPicture(picture), 'image/svg+xml').documentElement;
    return make(
      'div',
      { class: 'picture', tabindex: '0', role: 'region', 'aria-label': 'picture of the access' },
      document.importNode(svg, true),
    );
  };
  const tableOf = ({ title, header, rows }) => [
    make('h3', {}, title),
    make(
      'div',
      { class: 'wide', tabindex: '0', role: 'region', 'aria-label': title },
      make(
        'table',
        {},
        make('thead', {}, make('tr', {}, ...header.map((text) => make('th', { scope: 'col' }, text)))),
        make(
          'tbody',
          {},
          ...rows.map((cells) => make('tr', {}, ...cells.map((text) => make('td', {}, text)))),
        ),
      ),
    ),
  ];
  const noteOf = ({ source, level, text, remediation }) =>
    make(
      'li',
      { class: level },
      make('span', { class: 'level' }, `${level} (${source}): `),
      make('span', {}, text),
      ...(remediation ? [make('div', { class: 'faint' }, `What to do: ${remediation}`)] : []),
    );
  const show = (name) => {
    const tenant = fleet.tenants.find((one) => one.name === name);
    chosen = tenant ? name : '';
    details.replaceChildren();
    if (!tenant) return;
    const facts = [
      ['vendor', tenant.vendor],
      ['customer', tenant.customer],
      ['account', tenant.account],
      ['access', tenant.access],
      ...tenant.facts,
      ...fleet.sources.map((source) => [source, WORDS[tenant.states[source]] ?? 'not asked']),
    ];
    details.append(
      make('h2', { tabindex: '-1' }, tenant.name),
      make(
        'dl',
        { class: 'facts' },
        ...facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => make('div', {}, make('dt', {}, label), make('dd', {}, value))),
      ),
      ...(tenant.picture ? [pictureOf(tenant.picture)] : []),
      tenant.notes.length
        ? make('ul', { class: 'notes' }, ...tenant.notes.map(noteOf))
        : make('p', { class: 'faint' }, 'No finding, and nothing to note.'),
      ...tenant.tables.flatMap(tableOf),
    );
  };

  const follow = () => {
    const parts = new URLSearchParams(location.hash.slice(1));
    filter.value = parts.get('find') ?? '';
    chooser.value = parts.get('state') ?? '';
    const name = parts.get('tenant') ?? '';
    const isOther = name !== chosen;
    show(name);
    select();
    const at = shown.findIndex(({ tenant }) => tenant.name === chosen);
    if (at >= 0) rowsBox.scrollTop = Math.max(0, at * ROW - rowsBox.clientHeight / 2);
    draw();
    if (isOther && chosen) details.querySelector('h2').focus();
  };

  const headers = COLUMNS.map((column) => {
    const button = make('button', { type: 'button' }, column.name);
    const header = make('span', asideOf(column, { role: 'columnheader' }), button);
    button.addEventListener('click', () => {
      order = { column, down: order.column === column && !order.down };
      for (const one of headers) one.removeAttribute('aria-sort');
      header.setAttribute('aria-sort', order.down ? 'descending' : 'ascending');
      select();
    });
    return header;
  });
  element('head').append(...headers);
  element('grid').style.setProperty('--columns', String(COLUMNS.length - 1));
  element('grid').style.setProperty('--states', String(fleet.sources.length));
  let isWaiting = false;
  rowsBox.addEventListener('scroll', () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      draw();
    });
  });
  const typed = () => {
    history.replaceState(null, '', addressOf(chosen));
    select();
  };
  filter.addEventListener('input', typed);
  chooser.addEventListener('change', typed);
  addEventListener('hashchange', follow);
  addEventListener('resize', draw);
  // Paper has no place to scroll: all rows that are chosen stand there.
  addEventListener('beforeprint', () => {
    const header = COLUMNS.map(({ name }) => name);
    const rows = shown.map(({ tenant }) =>
      COLUMNS.map((column) => WORDS[column.of(tenant)] ?? column.of(tenant)),
    );
    element('paper').replaceChildren(...tableOf({ title: 'Tenants', header, rows }));
  });
  follow();
})();
