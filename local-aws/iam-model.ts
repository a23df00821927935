/** What IAM refuses of a request's parameters by themselves. */
import { IAM_INPUTS } from './iam-inputs';
import { listed } from './iam-permissions';
import { IAM_PARAMETERS, IAM_SHAPES } from './iam-shapes';
import type { Query } from './message';
import { ServiceModel } from './parameter-shapes';
import { Refusal } from './refusal';
import { tagKeysProblem } from './tag-rules';

export const IAM_MODEL = new ServiceModel(IAM_SHAPES, IAM_PARAMETERS, IAM_INPUTS);

/** Throws AWS's refusal of a parameter, before anything is looked up. */
export function checkIamParameters(action: string, form: Query): void {
  IAM_MODEL.check(action, form);
  const problem = tagKeysProblem(listed(form, 'Tags', '.Key'));
  if (problem !== undefined) throw new Refusal(400, 'InvalidInput', problem);
}
