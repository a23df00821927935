/** The part of a profile's schema that says how a vendor tests the connection, and what it shows where that fails. */
import { z } from 'zod';
import { TENANT_NAME_PATTERN, tenantNameProblem } from '../values/tenant-name';
import { eachOnce, fields, list, oneOf, text, words, yesOrNo } from '../yaml/schema-parts';
import { CONNECTION_CALLS, EVIDENCE } from './connection-call';
import { VENDOR_FAILURES } from './vendor';

const useId = text(tenantNameProblem, {
  description: 'The id of a use',
  pattern: TENANT_NAME_PATTERN.source,
});

const call = fields(
  {
    call: oneOf(CONNECTION_CALLS, { description: 'What is called' }),
    known: oneOf(EVIDENCE, {
      description:
        'By what it is known: the vendor says so (documented), its published code does it (code), or users report it (users). A guess is not written down',
    }),
    uses: list(useId, { description: 'Only for these uses' }, eachOnce).optional(),
    when: words({ description: 'Only under this condition: where clean-up is switched on' }).optional(),
    tolerated: yesOrNo({
      description: 'Whether the test passes all the same where it is denied. Default: false',
    }).optional(),
    note: words({ description: 'What else it needs: a file that is there' }).optional(),
  },
  { description: 'A call of the test' },
);

const says = words({ description: 'What the customer presses, and what comes of it' });

/** A sentence, or the calls with it. */
export const connectionTestSchema = z
  .union([
    says,
    fields(
      {
        says,
        calls: list(call, {
          description: 'What it calls, in its order. Left out where the vendor does not publish it',
        }).optional(),
        source: words({
          description: 'Where the calls stand, and the day on which that was read',
        }).optional(),
      },
      { description: 'How the vendor itself tests the connection' },
    ),
  ])
  .meta({ description: 'How the vendor itself tests the connection' });

export const vendorErrorsSchema = list(
  fields(
    {
      message: words({ description: 'As the vendor shows it, word for word' }),
      cause: words({ description: 'What is behind it' }),
      cure: words({ description: 'What to do' }).optional(),
      when: list(
        oneOf(VENDOR_FAILURES, { description: 'What has to fail for the vendor to show it' }),
        { description: 'What has to fail for the vendor to show it. Default: any of what it needs' },
        eachOnce,
      ).optional(),
    },
    { description: 'An error that the vendor shows' },
  ),
  { description: 'Errors that the vendor shows, and what is behind them' },
);
