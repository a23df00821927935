/** What is told while a machine is made ready, and the words for it. */
import { megabytes } from './fetch-error';

/** In the order in which it happens. */
export type ToolchainEvent =
  /** A download begins. */
  | {
      readonly kind: 'fetching';
      /** `Terraform 1.11.4`. */
      readonly what: string;
      /** The address without the file: `https://releases.hashicorp.com/terraform/1.11.4`. */
      readonly from: string;
      /** Undefined where the publisher does not announce it. */
      readonly bytes: number | undefined;
    }
  /** Something is made of what is there. */
  | { readonly kind: 'installing'; readonly what: string }
  /** Something that is used from outside the project's folder. */
  | { readonly kind: 'found'; readonly what: string; readonly where: string };

export interface ToolchainOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly onEvent: (event: ToolchainEvent) => void;
}

/** One line, without its end. */
export function describeEvent(event: ToolchainEvent): string {
  switch (event.kind) {
    case 'fetching': {
      const size = event.bytes === undefined ? 'size not announced' : megabytes(event.bytes);
      return `Fetching ${event.what} from ${event.from} (${size}) …`;
    }
    case 'installing':
      return `Installing ${event.what} …`;
    case 'found':
      return `Using ${event.what} from ${event.where}`;
  }
}
