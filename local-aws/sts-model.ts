/** What STS refuses of a request's parameters by themselves. */
import { listed } from './iam-permissions';
import type { Query } from './message';
import { ServiceModel } from './parameter-shapes';
import { Refusal } from './refusal';
import { STS_INPUTS, STS_PARAMETERS, STS_SHAPES } from './sts-inputs';
import { reservedProblem, tagKeysProblem } from './tag-rules';

export const STS_MODEL = new ServiceModel(STS_SHAPES, STS_PARAMETERS, STS_INPUTS);

/** Throws AWS's refusal. */
export function checkStsParameters(operation: string, form: Query): void {
  STS_MODEL.check(operation, form);
  const others = [...listed(form, 'Tags', '.Value'), ...listed(form, 'TransitiveTagKeys')];
  const problem = tagKeysProblem(listed(form, 'Tags', '.Key')) ?? reservedProblem(others);
  if (problem !== undefined) throw invalidParameter(problem);
  if ([...form.keys()].some((name) => name.startsWith('ProvidedContexts.')))
    throw new Refusal(501, 'NotImplemented', 'The embedded AWS does not implement ProvidedContexts.');
  // Whose code it would be is not known here, so none is right.
  if (form.has('SerialNumber') || form.has('TokenCode'))
    throw new Refusal(
      403,
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    );
}

export function validationError(message: string): Refusal {
  return new Refusal(400, 'ValidationError', message);
}

export function invalidParameter(message: string): Refusal {
  return new Refusal(400, 'InvalidParameterValue', message);
}
