/**
 * The access keys of a target user, as IAM has them: made, looked at and taken away here and nowhere else. A key never
 * goes through Terraform, which would keep its secret in the state.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { targetUserArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';

/** A user has no more at a time. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MOST_KEYS = 2;

/** What IAM tells of a key at any time. */
export interface KeyOnRecord {
  readonly accessKeyId: string;
  readonly active: boolean;
  readonly created: Date;
}

/** Both halves, which IAM tells once. */
export interface NewKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface LastUse {
  readonly at: Date;
  readonly service: string;
  readonly region: string;
}

export class AccessKeys {
  readonly #iam: IAMClient;
  readonly #user: string;

  constructor(iam: IAMClient, userName: string) {
    this.#iam = iam;
    this.#user = userName;
  }

  /** The oldest first. A user has at most two, so they come in one page. */
  async list(): Promise<readonly KeyOnRecord[]> {
    const { AccessKeyMetadata = [] } = await this.#iam.send(
      new ListAccessKeysCommand({ UserName: this.#user }),
    );
    return AccessKeyMetadata.map(({ AccessKeyId = '', Status, CreateDate }) => ({
      accessKeyId: AccessKeyId,
      active: Status !== 'Inactive',
      created: CreateDate ?? new Date(0),
    })).sort((one, other) => one.created.getTime() - other.created.getTime());
  }

  async create(): Promise<NewKey> {
    const { AccessKey } = await this.#iam.send(new CreateAccessKeyCommand({ UserName: this.#user }));
    return {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
  }

  /** Undefined for a key that nobody has used. */
  async lastUse(accessKeyId: string): Promise<LastUse | undefined> {
    const { AccessKeyLastUsed } = await this.#iam.send(
      new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }),
    );
    const { LastUsedDate, ServiceName = '', Region = '' } = AccessKeyLastUsed ?? {};
    return LastUsedDate && { at: LastUsedDate, service: ServiceName, region: Region };
  }

  /** Switched off first: where the deletion fails, the key is of no use any more. */
  async remove(accessKeyId: string): Promise<void> {
    const key = { UserName: this.#user, AccessKeyId: accessKeyId };
    await this.#iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
    await this.#iam.send(new DeleteAccessKeyCommand(key));
  }
}

/** Throws `UserError` where the user is not there, or is another one by the same name. */
export async function mustBeTargetUser(tenant: Tenant, iam: IAMClient): Promise<void> {
  const wanted = targetUserArn(tenant);
  try {
    const { User } = await iam.send(new GetUserCommand({ UserName: tenant.target.name }));
    if (User?.Arn === wanted) return;
    throw new UserError(
      `the user ${tenant.target.name} of the account is ${User?.Arn}, and that of ${tenant.name} is ${wanted}: it was created out of band`,
    );
  } catch (error) {
    if ((error as Error).name !== 'NoSuchEntityException') throw error;
    throw new UserError(
      `there is no user ${tenant.target.name} in the account ${tenant.account}: cdktf deploy ${tenant.name} makes it`,
    );
  }
}
