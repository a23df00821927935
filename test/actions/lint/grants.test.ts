/** Grants that ask for what a policy asks for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { grantsAskedFor } from '../../../actions/lint/grants-asked-for';
import { grantsYaml } from '../../../actions/lint/grants-yaml';
import { lintText } from '../../../actions/lint/lint';
import { sourceText } from '../../../actions/lint/source-text';
import type { Tenant } from '../../../config/tenant/tenant';
import { accessPolicy } from '../../../policies/access-policy';
import { documentOf } from '../../../policies/policy-document';
import { aTenant } from '../../a-tenant';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly asked: readonly {
    readonly bucket?: string;
    readonly grants: readonly {
      readonly prefix: string;
      readonly allow: readonly string[];
      readonly extraActions?: readonly string[];
    }[];
    /** What would be granted once its reader has settled something. */
    readonly open?: readonly {
      readonly prefix: string;
      readonly allow: readonly string[];
      readonly extraActions?: readonly string[];
    }[];
    readonly notGranted: readonly string[];
  }[];
}

const cases: readonly Case[] = parse(readFileSync(join(__dirname, 'grants.yaml'), 'utf8'));

it.each(cases)('$name', async ({ text, asked }) => {
  const found = grantsAskedFor(await lintText(text));
  expect(
    found.map(({ bucket, grants, open, notGranted }) => ({
      bucket,
      grants,
      open: open.map(({ start: _start, why: _why, ...grant }) => grant),
      notGranted: notGranted.map(({ what }) => what),
    })),
  ).toEqual(
    asked.map(({ bucket, grants, open = [], notGranted }) => ({
      bucket,
      grants: grants.map(withExtraActions),
      open: open.map(withExtraActions),
      notGranted,
    })),
  );
  const documents = parseAllDocuments(grantsYaml(found, sourceText(text), 'policy.json'));
  const written = documents.flatMap((document) => ('toJS' in document ? [document.toJS()] : []));
  expect(written.filter((one) => one !== null)).toEqual(
    asked.flatMap(({ grants }) => (grants.length === 0 ? [] : [{ grants }])),
  );
});

function withExtraActions<T extends { readonly extraActions?: readonly string[] }>(grant: T): T {
  return { ...grant, extraActions: grant.extraActions ?? [] };
}

/** There and back: what the kit makes of grants asks for those grants. */
const forms: readonly Tenant['grants'][] = [
  aTenant().grants,
  [{ prefix: '', allow: ['get', 'put', 'list', 'delete'], extraActions: [] }],
  [{ prefix: 'a/b/', allow: ['get'], extraActions: ['s3:GetObjectTagging', 's3:GetObjectVersion'] }],
  [
    { prefix: 'in/', allow: ['list'], extraActions: [] },
    { prefix: 'out/', allow: ['put'], extraActions: [] },
  ],
];

it.each(forms)("the kit's own policy for %j", async (...grants) => {
  const own = accessPolicy(aTenant({ grants }));
  const [asked, ...others] = grantsAskedFor(await lintText(JSON.stringify(documentOf(own))));
  expect(others).toEqual([]);
  const byPrefix = (one: { prefix: string }, other: { prefix: string }): number =>
    one.prefix < other.prefix ? -1 : 1;
  expect([...(asked?.grants ?? [])].sort(byPrefix)).toEqual([...grants].sort(byPrefix));
  expect(asked?.notGranted).toEqual([]);
});
