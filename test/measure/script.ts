/** Observations written by hand: a trace with one short function per kind. Times in seconds. */
import type { ProtocolEvent, Role } from '../../src/algorithms/protocol-event.ts';
import { SECOND } from '../../src/core/time.ts';
import type {
  ApplyObservation,
  FaultObservation,
  LogObservation,
  NodeObservation,
  OperationObservation,
} from '../../src/kernel/observation.ts';
import { createTrace } from '../../src/kernel/trace.ts';

export const micros = (seconds: number): number => Math.round(seconds * SECOND);

/** Processes have the numbers of their nodes; the client machine of zone a is node 10, of zone b 11, … */
export function createScript(service = 'store') {
  const trace = createTrace();
  let operations = 0;
  const publishOperation = (
    type: OperationObservation['type'],
    at: number,
    invoked: number,
    id: number,
    more: Partial<OperationObservation>,
  ): void => {
    const zone = more.zone ?? 'a';
    trace.publish({
      kind: 'operation',
      type,
      id,
      time: micros(at),
      invokedAt: micros(invoked),
      service,
      client: 'probes',
      probe: true,
      node: 10 + zone.charCodeAt(0) - 97,
      zone,
      user: 0,
      f: 'write',
      key: 'k',
      value: undefined,
      attempts: 1,
      ...more,
    });
  };
  return {
    trace,
    node(at: number, node: number, change: NodeObservation['change']) {
      trace.publish({ kind: 'node', time: micros(at), node, change });
    },
    fault(at: number, id: number, phase: 'start' | 'end', fault: string, nodes: number[], description = fault) {
      const observation: FaultObservation = { kind: 'fault', time: micros(at), id, phase, fault, description, nodes };
      trace.publish(observation);
    },
    protocol(at: number, node: number, event: ProtocolEvent) {
      trace.publish({ kind: 'protocol', time: micros(at), service, process: node, node, event });
    },
    role(at: number, node: number, role: Role, term: number) {
      this.protocol(at, node, { type: 'role', role, term });
    },
    suspect(at: number, node: number, term: number, silent = 0) {
      this.protocol(at, node, { type: 'suspect', term, reason: 'election-timeout', silence: micros(silent) });
    },
    apply(at: number, node: number, index: number, term: number, digest = 0, more: Partial<ApplyObservation> = {}) {
      const effect = digest === 0 ? 'none' : 'new';
      const command = digest === 0 ? undefined : `1/1/${digest}`;
      trace.publish({
        kind: 'apply',
        time: micros(at),
        service,
        process: node,
        node,
        index,
        term,
        digest,
        effect,
        command,
        ...more,
      });
    },
    log(at: number, node: number, change: LogObservation['change'], index: number, term = 0, digest = 0) {
      trace.publish({ kind: 'log', time: micros(at), service, process: node, node, change, index, term, digest });
    },
    served(at: number, node: number) {
      trace.publish({ kind: 'served', time: micros(at), service, node });
    },
    /** Invoked now; the answer is published by the function that comes back. */
    invoke(at: number, more: Partial<OperationObservation> = {}) {
      const id = operations++;
      publishOperation('invoke', at, at, id, more);
      return (type: 'ok' | 'fail' | 'info', answered: number, rest: Partial<OperationObservation> = {}): void =>
        publishOperation(type, answered, at, id, { ...more, ...rest });
    },
    /** Invoked and answered with nothing in between. */
    operation(
      type: 'ok' | 'fail' | 'info',
      invoked: number,
      answered: number,
      more: Partial<OperationObservation> = {},
    ) {
      this.invoke(invoked, more)(type, answered);
    },
  };
}

export type Script = ReturnType<typeof createScript>;
