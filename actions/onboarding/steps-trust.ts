/** Whom the role lets in: the vendor's principal and the external ID. */
import { partitionOf } from '../../config/values/arn';
import { publishedPrincipals } from '../../config/vendor/published-principals';
import type { VendorProfile } from '../../config/vendor/vendor';
import { isMadeByCustomer, newExternalId } from '../edit/new-external-id';
import type { Question, Step } from './question';
import { settle, takeField } from './steps-tenant';

/** What stands for "the vendor has not shown it yet", and for "none". */
const NONE = '-';

const principal: Step = {
  flag: 'principal',
  question({ vendor, fields }) {
    if (!vendor || fields.principal !== undefined) return undefined;
    const { name, principal: how, checked } = vendor;
    const why = 'The role trusts exactly this ARN.';
    switch (how.kind) {
      case 'fixed': {
        const published = publishedPrincipals(how, new Date());
        return {
          title: `${name}'s principal`,
          says: [
            why,
            `By the catalogue (facts of ${checked}) it is ${published.join(' and ')}. Compare it with ${name}'s own screen: Enter only where it is the same, else paste what the screen shows.`,
          ],
          proposal: published.join(' '),
          assumable: false,
        };
      }
      case 'choice': {
        const here = choicesHere(vendor, fields.region);
        return {
          title: `${name}'s principal`,
          says: [`${why} Take the one that ${name}'s own screen shows (facts of ${checked}).`],
          choices: here.map(({ where, arns }) => ({ answer: arns.join(' '), says: where })),
          assumable: false,
        };
      }
      case 'per-tenant':
        return {
          title: `${name}'s principal`,
          says: [
            why,
            `Found at: ${how.foundAt}.`,
            ...(vendor.phases === 2 ? [`${NONE} where ${name} has not shown it yet.`] : []),
          ],
          assumable: false,
          ...(vendor.phases === 2 ? { proposal: NONE, proposalSays: 'not shown yet' } : {}),
        };
    }
  },
  take(answer, draft, setting) {
    if (answer === NONE && draft.vendor?.phases === 2) return { draft: settle(draft, 'principal') };
    const arns = answer.split(/[\s,]+/).filter((arn) => arn !== '');
    return takeField(draft, 'principal', arns.length === 1 ? arns[0] : arns, setting);
  },
};

function choicesHere({ principal: how }: VendorProfile, region: unknown) {
  const choices = how.kind === 'choice' ? how.choices : [];
  const place = String(region);
  return choices.filter(
    ({ partition, regions }) =>
      (partition === undefined || partition === partitionOf(place)) &&
      (regions.length === 0 || regions.includes(place)),
  );
}

const externalId: Step = {
  flag: 'external-id',
  question({ vendor }) {
    if (!vendor || vendor.externalId.support === 'unsupported') return undefined;
    const { support, madeBy, foundAt, format } = vendor.externalId;
    const says = [
      `It says to AWS for which of its customers ${vendor.name} comes. It is no secret.`,
      ...(support === 'optional'
        ? [`${vendor.name} works without one too (${NONE}); with one it is safer.`]
        : []),
      ...(format === undefined ? [] : [`It must be ${format.says}.`]),
      ...(foundAt === undefined
        ? []
        : [`${madeBy === 'customer' ? 'Where it goes' : 'Found at'}: ${foundAt}.`]),
    ];
    return { title: 'External ID', says: [...says, ...waiting(vendor)], ...proposalFor(vendor) };
  },
  take(answer, draft, setting) {
    const { vendor } = draft;
    if (answer === NONE && (vendor?.phases === 2 || vendor?.externalId.support === 'optional'))
      return { draft: settle(draft, 'externalId') };
    const made = vendor && answer === MAKE ? newExternalId(vendor) : answer;
    return takeField(draft, 'externalId', made ?? answer, setting);
  },
};

/** Stands for an ID that is made on Enter, so that it is made once. */
const MAKE = '(make one)';

function waiting({ phases, name }: VendorProfile): readonly string[] {
  return phases === 2 ? [`${NONE} where ${name} is to make it and has not shown it yet.`] : [];
}

function proposalFor(vendor: VendorProfile): Pick<Question, 'proposal' | 'proposalSays' | 'assumable'> {
  const { madeBy, support } = vendor.externalId;
  if (vendor.phases === 2 && madeBy !== 'customer')
    return { proposal: NONE, proposalSays: 'not shown yet', assumable: false };
  if (isMadeByCustomer(vendor) && newExternalId(vendor) !== undefined)
    return { proposal: MAKE, proposalSays: 'make one', assumable: support === 'required' };
  return { assumable: false };
}

const acceptNoExternalId: Step = {
  flag: 'accept-no-external-id',
  question({ vendor, fields }) {
    if (!vendor || vendor.externalId.support === 'required' || fields.externalId !== undefined)
      return undefined;
    const { reason } = vendor.externalId;
    return {
      title: 'No external ID',
      says: [
        `Without one, everybody who gets ${vendor.name} to assume the role is let in.${reason === undefined ? '' : ` ${vendor.name}: ${reason}.`}`,
        'Say in a sentence why that is accepted; it stands in the file and in every report.',
      ],
      assumable: false,
    };
  },
  take: (answer, draft, setting) => takeField(draft, 'acceptNoExternalId', answer, setting),
};

export const TRUST_STEPS: readonly Step[] = [principal, externalId, acceptNoExternalId];
