/**
 * A stack as the text of its `cdk.tf.json`, to the byte what cdktf's own synthesis writes. That resolves every value
 * three times, once to find references between stacks, of which there are none here, and once more when all is resolved.
 */
import { TerraformElement, TerraformOutput, type TerraformStack } from 'cdktf';
import { version } from 'cdktf/package.json';
import type { IConstruct } from 'constructs';
import { resolved } from './resolved';
import { stableJson } from './stable-json';

/** The text of `stack`'s `cdk.tf.json`. */
export function stackText(stack: TerraformStack): string {
  stack.ensureBackendExists();
  const overrides = overridesOf(stack);
  const metadata: Fields = {
    version,
    stackName: stack.node.id,
    backend: 'local',
    ...(Object.keys(overrides).length > 0 ? { overrides: { stack: Object.keys(overrides) } } : {}),
  };
  const outputs: Fields = {};
  const configuration: Fields = { '//': { metadata, outputs } };
  for (const element of elementsBelow(stack)) {
    merge(metadata, resolved(stack, element.toMetadata()) as Fields);
    if (TerraformOutput.isTerraformOutput(element)) merge(outputs, placeOf(element));
    merge(configuration, resolved(stack, element.toTerraform()) as Fields);
  }
  merge(configuration, resolved(stack, overrides) as Fields);
  return stableJson(configuration) ?? '';
}

type Fields = Record<string, unknown>;

/** cdktf gives them to nobody, and they are part of the stack. */
function overridesOf(stack: TerraformStack): Fields {
  return Reflect.get(stack, 'rawOverrides');
}

function elementsBelow(node: IConstruct): readonly TerraformElement[] {
  const below = node.node.children.flatMap(elementsBelow);
  return TerraformElement.isTerraformElement(node) ? [node, ...below] : below;
}

/** Where an output stands in the tree of constructs, and its name there. */
function placeOf(output: TerraformOutput): Fields {
  return output.node.path
    .split('/')
    .reduceRight<unknown>((inner, part) => ({ [part]: inner }), output.friendlyUniqueId) as Fields;
}

/** Works `source` into `target`: maps field by field, lists one after the other, anything else by taking its place. */
function merge(target: Fields, source: Fields): void {
  for (const [key, value] of Object.entries(source)) {
    const there = target[key];
    if (Array.isArray(value)) target[key] = Array.isArray(there) ? [...there, ...value] : value;
    else if (typeof value !== 'object' || value === null) target[key] = value;
    else if (typeof there === 'object' && there !== null) merge(there as Fields, value as Fields);
    else {
      const made: Fields = {};
      target[key] = made;
      merge(made, value as Fields);
    }
  }
}
