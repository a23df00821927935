/** The last requests, for those who ask why. */
import type { Decision } from '../iam';

/** As it is shown. */
export interface ShownRequest {
  readonly requestId: string;
  /** ISO 8601. */
  readonly time: string;
  /** The caller's ARN, or `anonymous`; empty where nobody could be made out. */
  readonly caller: string;
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** AWS's error code. */
  readonly code?: string;
  readonly decisions: readonly ShownDecision[];
}

export interface ShownDecision {
  readonly outcome: Decision['outcome'];
  readonly action: string;
  readonly resource: string;
  /** A sentence. */
  readonly why: string;
  /** The statements that made the decision, or came nearest to another. */
  readonly statements: readonly { readonly name: string; readonly policy: string; readonly text: string }[];
}

/** So many are kept for `explain`. */
const KEPT = 1_000;

/** Each by what shows it: most are never looked at. */
export class RecentRequests {
  /** By request id, the oldest first. */
  readonly #requests = new Map<string, () => Promise<ShownRequest>>();

  note(requestId: string, show: () => Promise<ShownRequest>): void {
    this.#requests.set(requestId, show);
    if (this.#requests.size <= KEPT) return;
    for (const oldest of this.#requests.keys()) {
      this.#requests.delete(oldest);
      return;
    }
  }

  /** The newest first. */
  last(count: number): Promise<readonly ShownRequest[]> {
    return Promise.all(
      [...this.#requests.values()]
        .slice(-count)
        .reverse()
        .map((show) => show()),
    );
  }

  async find(requestId: string): Promise<ShownRequest | undefined> {
    return this.#requests.get(requestId)?.();
  }
}

/** For a terminal. */
export function requestText(request: ShownRequest): string {
  const { requestId, time, caller, operation, method, path, status, code, decisions } = request;
  const what = operation || `${method} ${path}`;
  const head = `${what} by ${caller || 'nobody who could be made out'} at ${time}: ${status}${code ? ` ${code}` : ''}`;
  const asked = decisions.flatMap((decision) => [
    `  ${decision.action} on ${decision.resource}`,
    `    ${decision.why}`,
    ...decision.statements.map(({ name, policy, text }) => `    statement ${name} of ${policy}: ${text}`),
  ]);
  const none = ['  No policy was asked: AWS answers this whatever the policies say.'];
  return [head, `  request ${requestId}`, ...(asked.length > 0 ? asked : none), ''].join('\n');
}
