/** A tenant is not deployed as things are. */
export class Refused extends Error {
  override readonly name = 'Refused';

  /** `message` and `remediation`: a sentence each without a full stop: why, and what to do about it. */
  constructor(
    message: string,
    readonly remediation: string,
  ) {
    super(message);
  }
}
