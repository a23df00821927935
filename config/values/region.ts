/** AWS regions. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
import { nearest } from './nearest';
import { quote } from './quote';

/** Those that were there when this was written, in the partitions that we know. AWS adds some every year. */
const KNOWN_REGIONS = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
] as const;

/** As AWS's console calls them: `US East (N. Virginia)`. */
const PLACES: Readonly<Record<string, (typeof KNOWN_REGIONS)[number]>> = {
  virginia: 'us-east-1',
  ohio: 'us-east-2',
  california: 'us-west-1',
  oregon: 'us-west-2',
  'cape town': 'af-south-1',
  'hong kong': 'ap-east-1',
  taipei: 'ap-east-2',
  tokyo: 'ap-northeast-1',
  seoul: 'ap-northeast-2',
  osaka: 'ap-northeast-3',
  mumbai: 'ap-south-1',
  hyderabad: 'ap-south-2',
  singapore: 'ap-southeast-1',
  sydney: 'ap-southeast-2',
  jakarta: 'ap-southeast-3',
  melbourne: 'ap-southeast-4',
  malaysia: 'ap-southeast-5',
  'new zealand': 'ap-southeast-6',
  thailand: 'ap-southeast-7',
  calgary: 'ca-west-1',
  beijing: 'cn-north-1',
  ningxia: 'cn-northwest-1',
  frankfurt: 'eu-central-1',
  zurich: 'eu-central-2',
  stockholm: 'eu-north-1',
  milan: 'eu-south-1',
  spain: 'eu-south-2',
  ireland: 'eu-west-1',
  london: 'eu-west-2',
  paris: 'eu-west-3',
  'tel aviv': 'il-central-1',
  uae: 'me-central-1',
  bahrain: 'me-south-1',
  'sao paulo': 'sa-east-1',
};

function regionOfPlace(text: string): string | undefined {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const found = Object.entries(PLACES).filter(([place]) => plain.includes(place));
  return found.length === 1 ? found[0]?.[1] : undefined;
}

export const REGION_PATTERN =
  /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d$/;

/** What is wrong with a region's name. A well-formed one that we do not know may be new, so it passes. */
export function regionProblem(region: string): string | undefined {
  if (REGION_PATTERN.test(region)) return undefined;
  if (/^(?:us-iso|eu-iso|eusc-)/.test(region))
    return `${quote(region)} is in a partition that is not supported; supported are aws, aws-cn and aws-us-gov`;
  const meant = regionOfPlace(region) ?? nearest(region, KNOWN_REGIONS);
  const hint = meant === undefined ? 'give its code, such as us-east-1' : `did you mean ${meant}?`;
  return `${quote(region)} is no AWS region; ${hint}`;
}

export function isKnownRegion(region: string): boolean {
  return KNOWN_REGIONS.some((known) => known === region);
}

/**
 * Regions that an account has to switch on. There a session token of STS's global endpoint is not taken, unless the
 * account has it make tokens that hold everywhere.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
 */
const OPT_IN_REGIONS: ReadonlySet<string> = new Set([
  ...[
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-south-2',
    'ca-west-1',
    'eu-central-2',
    'eu-south-1',
    'eu-south-2',
  ],
  ...['ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
  ...['il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1'],
]);

export function isOptInRegion(region: string): boolean {
  return OPT_IN_REGIONS.has(region);
}
