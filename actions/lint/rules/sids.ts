/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
import { flaw } from '../finding';
import type { Rule } from '../rule';

/** IAM takes letters and digits; S3 and KMS take more in their own policies. */
export const sidCharactersRule: Rule = ({ policy, kind }) => {
  if (kind !== 'identity' && kind !== 'trust') return [];
  return policy.statements.flatMap(({ elements }) => {
    const sid = elements.get('Sid')?.value;
    if (sid?.kind !== 'string' || /^[A-Za-z0-9]*$/.test(sid.value)) return [];
    const found = [...new Set(sid.value.replace(/[A-Za-z0-9]/g, ''))].map((char) =>
      char === ' ' ? 'a space' : char,
    );
    const message = `a Sid in IAM takes letters and digits only; this one has ${found.join(' ')}`;
    return [flaw('sid-illegal', sid, message, `write ${sid.value.replace(/[^A-Za-z0-9]/g, '') || 'a name'}`)];
  });
};

export const sidUniqueRule: Rule = ({ policy }) => {
  const seen = new Set<string>();
  return policy.statements.flatMap(({ elements }) => {
    const sid = elements.get('Sid')?.value;
    if (sid?.kind !== 'string' || sid.value === '') return [];
    if (seen.has(sid.value))
      return [flaw('sid-duplicate', sid, `another statement has the Sid ${sid.value}`, 'give each its own')];
    seen.add(sid.value);
    return [];
  });
};
