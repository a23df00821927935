/** A vendor's profile for people: what is known of the vendor, since when, and from where. */
import type { VendorProfile } from '../../config/vendor/vendor';
import { fold, WIDTH } from '../../report/fold';
import { vendorSections } from './vendor-sections';

/** Who may assume the role, in one cell of a table. */
export function principalSummary({ principal }: VendorProfile): string {
  switch (principal.kind) {
    case 'fixed':
      return 'published';
    case 'choice':
      return `published, ${principal.choices.length} to choose from`;
    case 'per-tenant':
      return "on the vendor's screen";
  }
}

/** The whole profile as lines; `notices` are what is to be said of its age. */
export function vendorPage(vendor: VendorProfile, notices: readonly string[]): string {
  const title = `${vendor.name}: ${vendor.product}`;
  const sections = [
    ...notices.map((text) => section('Attention', [text])),
    ...vendorSections(vendor).map(({ title: subject, lines }) => section(subject, lines)),
  ];
  return `${[title, '═'.repeat(title.length), '', ...sections.flat()].join('\n').trimEnd()}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [title, ...lines.flatMap(bullet), ''];
}

function bullet(text: string): readonly string[] {
  return fold(text, WIDTH - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}
