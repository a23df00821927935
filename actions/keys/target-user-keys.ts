/**
 * The access keys of a target user, as IAM has them: made, looked at and taken away here and nowhere else. A key never
 * goes through Terraform, which would keep its secret in the state.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetUserCommand,
  type IAMClient,
  TagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {
  accessKeysOf,
  type DeployedAccessKey,
  type LastUse,
  lastUseOf,
} from '../../aws/deployed/access-keys';
import { NO_SUCH_ENTITY } from '../../aws/deployed/reading';
import { type Rotation, rotationText } from '../../aws/deployed/rotation-record';
import { ownTags } from '../../aws/deployed/tags';
import { required } from '../../aws/required';
import { errorCodeOf } from '../../aws/sdk-error';
import { ROTATION_TAG, targetUserArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';

/** A user has no more at a time. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MOST_KEYS = 2;

/** Both halves, which IAM tells once. */
export interface NewKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A key with what IAM tells of its use. */
export interface KnownKey extends DeployedAccessKey {
  /** Undefined for a key that nobody has used. */
  readonly lastUse: LastUse | undefined;
}

/** By what each kind of request is sent. */
export interface KeyClients {
  /** Ends at once where the work is interrupted. */
  readonly reads: IAMClient;
  /** Sends a request once: a second one would make a second key. Gets some time for its answer. */
  readonly creates: IAMClient;
  /** Gets some time as well: what is begun is brought to an end, or taken back. */
  readonly completes: IAMClient;
}

export class AccessKeys {
  readonly #clients: KeyClients;
  readonly #user: string;

  constructor(clients: KeyClients, userName: string) {
    this.#clients = clients;
    this.#user = userName;
  }

  /** The oldest first. */
  list(): Promise<readonly DeployedAccessKey[]> {
    return accessKeysOf(this.#clients.reads, this.#user);
  }

  /** The same, also where the work was just interrupted. */
  listAfterwards(): Promise<readonly DeployedAccessKey[]> {
    return accessKeysOf(this.#clients.completes, this.#user);
  }

  /** One request, whatever comes of it. Throws `UnusableAnswer` where the answer is not a whole key. */
  async create(): Promise<NewKey> {
    const operation = 'CreateAccessKey';
    const answer = await this.#clients.creates.send(new CreateAccessKeyCommand({ UserName: this.#user }));
    const { AccessKeyId, SecretAccessKey } = required(answer.AccessKey, operation, 'AccessKey');
    return {
      accessKeyId: required(AccessKeyId, operation, 'AccessKey.AccessKeyId'),
      secretAccessKey: required(SecretAccessKey, operation, 'AccessKey.SecretAccessKey'),
    };
  }

  /** Puts on record that one key follows another: see `aws/deployed/rotation-record.ts`. */
  async record(rotation: Rotation): Promise<void> {
    const Tags = [{ Key: ROTATION_TAG, Value: rotationText(rotation) }];
    await this.#clients.completes.send(new TagUserCommand({ UserName: this.#user, Tags }));
  }

  /** With their last use, in the same order. */
  known(keys: readonly DeployedAccessKey[]): Promise<readonly KnownKey[]> {
    const { reads } = this.#clients;
    return Promise.all(keys.map(async (key) => ({ ...key, lastUse: await lastUseOf(reads, key.id) })));
  }

  /**
   * Switched off first: where the deletion fails, the key is of no use any more. One that is gone already is as it
   * should be. Throws `UserError` that says in which state the key is left.
   */
  async remove(accessKeyId: string): Promise<void> {
    const key = { UserName: this.#user, AccessKeyId: accessKeyId };
    const { completes } = this.#clients;
    let left = 'it is as it was, or inactive already';
    try {
      await completes.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
      left = 'it is inactive';
      await completes.send(new DeleteAccessKeyCommand(key));
    } catch (error) {
      if (NO_SUCH_ENTITY.includes(errorCodeOf(error))) return;
      throw new UserError(`the key ${accessKeyId} was not deleted: ${(error as Error).message}; ${left}`, {
        source: 'aws',
        cause: error,
      });
    }
  }
}

/** Answers the user's tags. Throws `UserError` where the user is not there, or is another one by the same name. */
export async function mustBeTargetUser(
  tenant: Tenant,
  iam: IAMClient,
): Promise<Readonly<Record<string, string>>> {
  const wanted = targetUserArn(tenant);
  try {
    const { User } = await iam.send(new GetUserCommand({ UserName: tenant.target.name }));
    const arn = required(User?.Arn, 'GetUser', 'User.Arn');
    if (arn === wanted) return ownTags(User?.Tags ?? [], 'GetUser');
    throw new UserError(
      `the user ${tenant.target.name} of the account is ${arn}, and that of ${tenant.name} is ${wanted}: it was created out of band`,
    );
  } catch (error) {
    if (!NO_SUCH_ENTITY.includes(errorCodeOf(error))) throw error;
    throw new UserError(
      `there is no user ${tenant.target.name} in the account ${tenant.account}: cdktf deploy ${tenant.name} makes it`,
    );
  }
}
