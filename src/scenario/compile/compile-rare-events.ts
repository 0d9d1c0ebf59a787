/**
 * Whether rare events can be looked for: cycles must be alike, so nothing may depend on the time of day or on what lies
 * further back than what is broken now; and somebody has to measure.
 */
import type { FaultSpec } from '../../faults/fault.ts';
import type { ServiceSpec } from '../../services/service.ts';
import type { ClientSpec } from '../../workload/client.ts';
import type { RareEventsDraft } from '../format/rare-events-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import { memoryOfFault } from '../rare-events/memory-of-fault.ts';
import type { RareEventsSpec } from '../rare-events/rare-events-spec.ts';
import { nameOfFault, type PlacedFault } from './compile-faults.ts';

/** Whether its requests come at the same rate all the time. */
const isSteady = (client: ClientSpec): boolean =>
  client.kind === 'probe' ||
  (client.kind === 'open' && (client.arrivals.kind === 'constant' || client.arrivals.kind === 'poisson'));

/** `clients` is undefined where they are not known. */
export const compileRareEvents = (
  draft: RareEventsDraft | undefined,
  clients: readonly ClientSpec[] | undefined,
  services: readonly ServiceSpec[],
  placed: readonly PlacedFault[],
  faults: readonly FaultSpec[],
  reporter: Reporter,
): RareEventsSpec | undefined => {
  if (draft === undefined) return undefined;
  const at = draft.node.key ?? draft.node;
  const elsewhere = services.find(({ kind }) => kind !== 'replicated-store');
  if (elsewhere !== undefined) reporter.report(at, messages.rareEventsElsewhere(elsewhere.name));
  if (clients !== undefined) {
    if (!clients.some(({ kind }) => kind === 'probe')) reporter.report(at, messages.rareEventsWithoutProbe());
    const unsteady = clients.find((client) => !isSteady(client));
    if (unsteady !== undefined) reporter.report(at, messages.rareEventsUnsteady(unsteady.name));
  }
  if (placed.length === 0) reporter.report(at, messages.rareEventsWithoutFaults());
  for (const fault of faults) {
    const memory = memoryOfFault(fault);
    const written = placed.find((each) => nameOfFault(each) === fault.name);
    if (memory !== undefined) reporter.report(written?.draft.key ?? at, messages.rareEventsWithMemory(memory));
  }
  return draft.value;
};
