/** A bucket that is played, for tests of what verify leaves in it. */
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Probe } from '../../../actions/verify/probe-objects';

/** A bucket that answers late, so that what is not waited for has not happened yet. */
export class PlayedBucket {
  readonly versions: { Key: string; VersionId: string; LastModified?: Date }[] = [];
  readonly markers: { Key: string; VersionId: string; LastModified?: Date }[] = [];
  readonly uploads: { Key: string; UploadId: string; Initiated?: Date }[] = [];
  readonly sent: string[] = [];
  /** Versions and markers that one page holds. */
  page = 1_000;
  /** Keys that DeleteObjects refuses. */
  refused: readonly string[] = [];
  /** DeleteObjects says that it has deleted, and has not. */
  lies = false;
  /** The request of this name fails. */
  fails = '';
  isTruncated: boolean | undefined = false;

  readonly client = {
    send: async (command: { readonly input: Record<string, never> }): Promise<unknown> => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((go) => setImmediate(go));
      const name = command.constructor.name;
      this.sent.push(name);
      if (name === this.fails)
        throw Object.assign(new Error('not here'), {
          name: 'AccessDenied',
          $metadata: { httpStatusCode: 403 },
        });
      return { $metadata: { attempts: 1 }, ...this.#answer(command) };
    },
  } as unknown as S3Client;

  #answer(command: unknown): object {
    const { isTruncated: IsTruncated } = this;
    if (command instanceof ListObjectVersionsCommand) {
      const below = ({ Key }: { Key: string }) => Key.startsWith(command.input.Prefix ?? '');
      const Versions = this.versions.filter(below).slice(0, this.page);
      const DeleteMarkers = this.markers.filter(below).slice(0, this.page - Versions.length);
      return { IsTruncated, ...(Versions.length ? { Versions } : {}), DeleteMarkers };
    }
    if (command instanceof DeleteObjectsCommand) {
      const { Objects = [] } = command.input.Delete ?? {};
      const gone = Objects.filter(({ Key = '' }) => !this.refused.includes(Key));
      if (!this.lies)
        for (const kept of [this.versions, this.markers])
          for (const { VersionId } of gone) remove(kept, (one) => one.VersionId === VersionId);
      const Errors = Objects.filter((one) => !gone.includes(one));
      return Errors.length === 0
        ? {}
        : { Errors: Errors.map(({ Key }) => ({ Key, Code: 'AccessDenied', Message: 'locked' })) };
    }
    if (command instanceof ListMultipartUploadsCommand)
      return {
        IsTruncated,
        Uploads: this.uploads.filter(({ Key }) => Key.startsWith(command.input.Prefix ?? '')),
      };
    if (command instanceof AbortMultipartUploadCommand)
      remove(this.uploads, ({ UploadId }) => UploadId === command.input.UploadId);
    if (command instanceof DeleteObjectCommand) remove(this.versions, ({ Key }) => Key === command.input.Key);
    return {};
  }

  /** As a run of verify puts it. */
  put(probe: Probe, state: Probe['state'] = 'there'): Probe {
    this.versions.push({ Key: probe.key, VersionId: `v${this.versions.length}` });
    return Object.assign(probe, { state });
  }

  begin(probe: Probe): Probe {
    const uploadId = `u${this.uploads.length}`;
    this.uploads.push({ Key: probe.key, UploadId: uploadId });
    return Object.assign(probe, { uploadId, state: 'never' as const });
  }

  get left(): readonly string[] {
    return [...this.versions, ...this.markers, ...this.uploads].map(({ Key }) => Key);
  }
}

function remove<T>(from: T[], isMeant: (one: T) => boolean): void {
  for (let at = from.length - 1; at >= 0; at -= 1) if (isMeant(from[at] as T)) from.splice(at, 1);
}
