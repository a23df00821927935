/** Whose credentials they are, as STS tells: the one question that needs no right, and so the first that is asked. */
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { type Answer, answerOf } from './answer';
import { type ClientSettings, stsClient } from './clients';
import { required } from './required';

export interface Identity {
  /** `allowed` where the credentials are good; its message is the ARN. */
  readonly answer: Answer;
  /** Empty where STS does not tell, likewise the account. */
  readonly arn: string;
  readonly account: string;
}

/** STS bears five minutes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const CLOCK_TOLERANCE = 5 * 60_000;

/** A clock that is off is told though the SDK makes up for it: other tools on the machine do not. */
export async function whoIs(sts: STSClient): Promise<Identity> {
  let arn = '';
  let account = '';
  const answer = await answerOf(async () => {
    const output = await sts.send(new GetCallerIdentityCommand({}));
    arn = output.Arn ?? '';
    account = output.Account ?? '';
    return output;
  }, '');
  if (answer.kind !== 'allowed') return { answer, arn, account };
  if (arn === '')
    return {
      answer: { ...answer, kind: 'broken', message: 'STS did not tell who the caller is' },
      arn,
      account,
    };
  const offset = sts.config.systemClockOffset;
  if (Math.abs(offset) <= CLOCK_TOLERANCE) return { answer: { ...answer, message: arn }, arn, account };
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const way = offset > 0 ? 'behind' : 'ahead of';
  const message = `this machine's clock is ${minutes} minutes ${way} AWS's; set it by NTP, then run again`;
  return { answer: { ...answer, kind: 'broken', message }, arn, account };
}

/** The account of the credentials. Throws what STS answers, and `UnusableAnswer` where it does not tell. */
export async function accountOf(settings: ClientSettings): Promise<string> {
  const client = stsClient(settings);
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}));
    return required(Account, 'GetCallerIdentity', 'Account');
  } finally {
    client.destroy();
  }
}
