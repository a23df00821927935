/** What the worlds of a tenant are made of is read one policy at a time, with a pause between them: counted, not timed. */
import type { Pausing } from '../../iam/reach';
import { proposedWorldInSteps } from '../../worlds/proposed';
import { statedWorldInSteps } from '../../worlds/stated-rights';
import { projectOf, TENANTS } from './tenants';

/** Counts; a function, since mocks are made before anything else is. */
function mockParsed(): void {}
mockParsed.count = 0;
jest.mock('../../iam/parse-policy', () => {
  const actual =
    jest.requireActual<Record<string, (...args: readonly unknown[]) => unknown>>('../../iam/parse-policy');
  return {
    ...actual,
    parsePolicy: (...args: readonly unknown[]) => {
      mockParsed.count += 1;
      return actual.parsePolicy?.(...args);
    },
  };
});

function mostParsedIn(work: Pausing<unknown>): number {
  let most = 0;
  let isDone = false;
  while (!isDone) {
    mockParsed.count = 0;
    isDone = work.next().done === true;
    most = Math.max(most, mockParsed.count);
  }
  return most;
}

test.each(TENANTS.map((tenant) => [tenant.name, tenant] as const))(
  'no two policies of %s are read without a pause between them',
  (_, tenant) => {
    const project = projectOf(TENANTS);
    expect(mostParsedIn(proposedWorldInSteps(project, tenant))).toBe(1);
    // A target's own policies are read together with its trust.
    expect([1, 2]).toContain(mostParsedIn(statedWorldInSteps(project, tenant)));
  },
);
