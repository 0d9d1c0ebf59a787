/** Shapes from the descriptors with which algorithms and faults declare their own options (`core/parameters.ts`). */
import type { DistributionSpec } from '../../core/distributions/distribution.ts';
import type { Parameter, Parameters, ParameterValue, ParameterValues, Range } from '../../core/parameters.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';
import { choice } from './choice.ts';
import type { Field } from './field.ts';
import { quantity } from './quantity.ts';
import { quantityKinds } from './quantity-kinds.ts';
import { quantityRange } from './quantity-range.ts';
import { randomDuration, randomQuantity } from './random-quantity.ts';
import type { JsonValue, Shape } from './shape.ts';
import { text } from './text.ts';
import { truth } from './truth.ts';

/** The shape of one option's value. */
const parameterShape = (parameter: Parameter): Shape<ParameterValue> => {
  const { type } = parameter;
  // Absent bounds are the kind's own, so only those that are there may override them.
  const bounds = {
    ...(parameter.min === undefined ? {} : { min: parameter.min }),
    ...(parameter.max === undefined ? {} : { max: parameter.max }),
  };
  if (typeof type === 'object') return choice('value', type.oneOf);
  switch (type) {
    case 'boolean':
      return truth;
    case 'text':
      return text('a text');
    case 'target':
      return text('a target such as n1 or zone a');
    case 'duration-range':
      return quantityRange('duration', bounds);
    case 'random-duration':
      return Object.keys(bounds).length === 0
        ? randomDuration
        : randomQuantity(`randomDuration ${bounds.min ?? ''}..${bounds.max ?? ''}`, 'duration', bounds);
    default:
      return quantity(type, bounds);
  }
};

const isRange = (value: ParameterValue): value is Range => typeof value === 'object' && !('kind' in value);

const formatDistribution = (spec: DistributionSpec): string =>
  spec.kind === 'constant' ? quantityKinds.duration.format(spec.value) : `a ${spec.kind} distribution`;

/** A value of a parameter as people would write it. */
const formatParameterValue = (parameter: Parameter, value: ParameterValue): string => {
  const { type } = parameter;
  if (isRange(value)) return `${quantityKinds.duration.format(value.min)}..${quantityKinds.duration.format(value.max)}`;
  if (typeof value === 'object') return formatDistribution(value);
  if (typeof value !== 'number' || typeof type === 'object') return String(value);
  return type in quantityKinds ? quantityKinds[type as keyof typeof quantityKinds].format(value) : String(value);
};

const describe = (parameter: Parameter): string => {
  if (parameter.default === undefined) return parameter.doc;
  const value = formatParameterValue(parameter, parameter.default);
  return `${parameter.doc} (default ${value}${parameter.source === undefined ? '' : `: ${parameter.source}`})`;
};

/** A parameter as a key of a record: required unless it is optional or has a default. */
const parameterField = (parameter: Parameter): Field<ParameterValue | undefined> => {
  const shape = parameterShape(parameter);
  const required = parameter.default === undefined && !parameter.optional;
  return {
    what: shape.what,
    required,
    schema: (definitions): { readonly [keyword: string]: JsonValue } => {
      const schema = shape.schema(definitions);
      const described = '$ref' in schema ? { allOf: [schema] } : schema;
      return { ...described, description: describe(parameter) };
    },
    decode: (node: TreeNode | undefined, reporter: Reporter) => {
      const value = node === undefined ? undefined : shape.decode(node, reporter);
      if (value === undefined && required) return undefined;
      return { value: value ?? parameter.default };
    },
  };
};

export const parameterFields = (parameters: Parameters): Readonly<Record<string, Field<ParameterValue | undefined>>> =>
  Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameterField(parameter)]));

/** Without the options that are absent and have no default. */
export const definedValues = (values: Readonly<Record<string, ParameterValue | undefined>>): ParameterValues =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, ParameterValue] => entry[1] !== undefined),
  );
