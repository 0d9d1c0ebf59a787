/**
 * Datagrams, as of UDP: each on its own, lost, doubled or overtaken as the link has it. They are sent to an address, not
 * to a life: one that arrives after the receiver has been restarted reaches the new process, as it would on a real port.
 */
import type { Micros } from '../../core/time.ts';
import type { HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Receiver } from './endpoint.ts';
import type { Flow } from './flow.ts';
import type { MessageObserver } from './message-observer.ts';

export interface DatagramTransport {
  send(flow: Flow, payload: unknown, bytes: number): void;
  /** One that arrives `by` later than it would have; no chance of the link befalls it. */
  sendLate(flow: Flow, payload: unknown, bytes: number, by: Micros): void;
  /** How many of the latter are under way. */
  late(): number;
}

/** Tells arrivals apart, beside 0 for what was sent and 1 for what the link doubled. */
const LATE = 2;

export function createDatagramTransport(
  kernel: Kernel,
  flows: readonly Flow[],
  observer: MessageObserver,
  receiver: Receiver,
): DatagramTransport {
  let late = 0;
  const arrival: HandlerId = kernel.register(
    (index, copy, payload) => {
      if (copy === LATE) late--;
      const flow = flows[index];
      const { to } = flow;
      if (flow.link.blocked()) observer.dropped(to, payload, 'partition');
      else if (!to.alive) observer.dropped(to, payload, 'node down');
      else {
        to.answer = flow.reverse;
        receiver.deliver(to, flow.sender, payload);
      }
    },
    { name: 'datagram', node: (index) => flows[index].to.plan.id },
  );

  return {
    send(flow, payload, bytes) {
      const { link } = flow;
      if (link.isClear()) {
        kernel.post(link.travel(), arrival, flow.index, 0, payload);
        return;
      }
      if (link.blocked()) return observer.dropped(flow.to, payload, 'partition');
      if (link.drawLoss()) return observer.dropped(flow.to, payload, 'loss');
      let transit = link.transit(kernel.machineNow, bytes);
      if (link.drawReorder()) transit += link.travel();
      kernel.post(transit, arrival, flow.index, 0, payload);
      if (link.drawDuplicate()) kernel.post(link.transit(kernel.machineNow, bytes), arrival, flow.index, 1, payload);
    },
    sendLate(flow, payload, bytes, by) {
      if (flow.link.blocked()) observer.dropped(flow.to, payload, 'partition');
      else {
        late++;
        kernel.post(flow.link.transit(kernel.machineNow, bytes) + by, arrival, flow.index, LATE, payload);
      }
    },
    late: () => late,
  };
}
