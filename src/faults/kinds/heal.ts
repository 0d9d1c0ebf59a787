/** Ends what is active of another fault; its schedule goes on. What ends a fault that has no length. */
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';

export const heal: FaultKind = {
  name: 'heal',
  summary: 'ends the active occurrences of a named fault, or of all',
  example: '{heal: split, at: 50s}',
  targets: 'none',
  groups: { min: 0, max: 0 },
  subject: 'fault',
  lasting: false,
  parameters: {
    fault: { type: 'text', doc: 'the name of the fault to end, or `all`' },
  },
  strike({ parameters, healNamed }) {
    const name = read.text(parameters, 'fault');
    healNamed(name === 'all' ? undefined : name);
    return undefined;
  },
  describe: (_groups, parameters) => `heal of ${read.text(parameters, 'fault')}`,
};
