/** The picture of a tenant's access: as its file would be deployed, or as it is deployed, with every difference. */
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import type { Difference } from '../../iam/reach';
import type { Picture } from '../../report/picture/picture';
import { beyondText } from '../../worlds/beyond-text';
import { readDeployedWorld } from '../../worlds/read-deployed';
import type { ActionHost } from '../host';
import { differencesFromFile } from './deployed-picture';
import { pictureBesideFile } from './picture-beside-file';

export interface PictureOptions {
  /** `file`: nobody is asked. `deployed`: AWS is, with the rights that `drift --policy` prints. */
  readonly of: 'file' | 'deployed';
  readonly profile: string | undefined;
}

export interface ReadPicture {
  readonly picture: Picture;
  readonly differences: readonly Difference[];
  /** What could not be told or read: with any of it the picture may not be whole. */
  readonly inconclusive: readonly string[];
  /** As they are deployed, of a target user: a line each. */
  readonly accessKeys: readonly string[];
}

/** Throws the signal's reason once it is aborted, and `UserError` where AWS cannot be asked. */
export async function readPicture(
  project: Project,
  tenant: Tenant,
  options: PictureOptions,
  host: ActionHost,
): Promise<ReadPicture> {
  const { differences, doubts, accessKeys } =
    options.of === 'deployed' ? await differencesOf(project, tenant, options.profile, host) : NOT_ASKED;
  const drawn = await pictureBesideFile(project, tenant, differences, options.of, host.signal);
  const { picture, beyond, faults } = drawn;
  const refused = faults.map(({ message }) => `AWS would refuse it: ${message}`);
  return {
    picture,
    differences,
    accessKeys,
    inconclusive: [...new Set([...refused, ...beyond.map(beyondText), ...doubts])],
  };
}

interface Deployed extends Pick<ReadPicture, 'differences' | 'accessKeys'> {
  readonly doubts: readonly string[];
}

const NOT_ASKED: Deployed = { differences: [], doubts: [], accessKeys: [] };

async function differencesOf(
  project: Project,
  tenant: Tenant,
  profile: string | undefined,
  host: ActionHost,
): Promise<Deployed> {
  const deployed = await readDeployedWorld(project, tenant, profile, host);
  const { differences, beyond } = await differencesFromFile(project, tenant, deployed, host.signal);
  const { unread, accessKeys } = deployed;
  return {
    differences,
    accessKeys,
    doubts: [...unread, ...beyond.map(beyondText)],
  };
}
