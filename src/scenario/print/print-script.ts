/** One call of a scripted client. */
import type { Scalar } from '../../algorithms/state-machine/key-value-command.ts';
import type { NodePlan } from '../../cluster/topology.ts';
import type { ScriptedOperation } from '../../workload/client.ts';
import { printQuantity } from './print-quantity.ts';
import { printText } from './print-text.ts';
import { type Mapping, mapping } from './written.ts';

/** A text that looks like a number has quotes. */
const printScalar = (value: Scalar): string => {
  if (value === null) return 'null';
  return typeof value === 'string' ? printText(value) : printQuantity('number', value);
};

export const printCall = (
  { at, f, key, value, expected, via }: ScriptedOperation,
  servers: readonly NodePlan[],
): Mapping =>
  mapping(
    ['at', printQuantity('duration', at)],
    [f, printText(key)],
    ['expected', expected === undefined ? undefined : printScalar(expected)],
    ['value', value === undefined ? undefined : printScalar(value)],
    ['via', via === undefined ? undefined : servers[via].name],
  );
