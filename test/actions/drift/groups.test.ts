/** What hits several tenants is one thing to look at, in the order in which one would. */
import { groupsOf } from '../../../actions/drift/groups';
import { aFinding } from './findings';

const found = (tenant: string, attribute: string, severity: 'high' | 'medium' | 'low') =>
  aFinding({ tenant, attribute, severity, message: `${attribute} differs` });

test('the gravest first, then what hits most, then by name', () => {
  const groups = groupsOf([
    found('acme-a', 'tags.b', 'low'),
    found('acme-a', 'versioning', 'medium'),
    found('acme-a', 'tags.a', 'low'),
    found('acme-b', 'tags.c', 'low'),
    found('acme-a', 'tags.c', 'low'),
    found('acme-a', 'policy', 'high'),
    found('acme-b', 'versioning', 'medium'),
    found('acme-a', 'lifecycle', 'medium'),
  ]);
  expect(groups.map(({ attribute, tenants }) => [attribute, ...tenants])).toEqual([
    ['policy', 'acme-a'],
    ['versioning', 'acme-a', 'acme-b'],
    ['lifecycle', 'acme-a'],
    ['tags.c', 'acme-a', 'acme-b'],
    ['tags.a', 'acme-a'],
    ['tags.b', 'acme-a'],
  ]);
});

test('what names a tenant is left out of the message of several, and kept in that of one', () => {
  const of = (tenant: string) => aFinding({ tenant, message: `the bucket of ${tenant} has another owner` });
  const [both] = groupsOf([of('acme-a'), of('acme-b')]);
  expect(both?.message).toBe('the bucket of <tenant> has another owner');
  const [one] = groupsOf([of('acme-a')]);
  expect(one?.message).toBe('the bucket of acme-a has another owner');
});

test('what is alike in all else comes by name, in whichever order it was found', () => {
  const names = ['tags.a', 'tags.b', 'tags.c', 'tags.d'];
  for (const order of [names, names.toReversed()]) {
    const groups = groupsOf(order.map((attribute) => found('acme-a', attribute, 'low')));
    expect(groups.map(({ attribute }) => attribute)).toEqual(names);
  }
});
