/**
 * Datagrams, as of UDP: each on its own, lost, doubled or overtaken as the link has it. They are sent to an address, not
 * to a life: one that arrives after the receiver has been restarted reaches the new process, as it would on a real port.
 */
import type { HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Receiver } from './endpoint.ts';
import type { Flow } from './flow.ts';
import type { MessageObserver } from './message-observer.ts';

export interface DatagramTransport {
  send(flow: Flow, payload: unknown, bytes: number): void;
}

export function createDatagramTransport(
  kernel: Kernel,
  flows: readonly Flow[],
  observer: MessageObserver,
  receiver: Receiver,
): DatagramTransport {
  const arrival: HandlerId = kernel.register(
    (index, _b, payload) => {
      const flow = flows[index];
      const { to } = flow;
      if (flow.link.blocked()) observer.dropped(to, payload, 'partition');
      else if (!to.alive) observer.dropped(to, payload, 'node down');
      else receiver.deliver(to, flow.from.id, payload);
    },
    { name: 'datagram', node: (index) => flows[index].to.plan.id },
  );

  return {
    send(flow, payload, bytes) {
      const { link } = flow;
      if (link.isClear()) {
        kernel.after(link.travel(), arrival, flow.index, 0, payload);
        return;
      }
      if (link.blocked()) return observer.dropped(flow.to, payload, 'partition');
      if (link.drawLoss()) return observer.dropped(flow.to, payload, 'loss');
      let transit = link.transit(kernel.machineNow, bytes);
      if (link.drawReorder()) transit += link.travel();
      kernel.after(transit, arrival, flow.index, 0, payload);
      if (link.drawDuplicate()) kernel.after(link.transit(kernel.machineNow, bytes), arrival, flow.index, 1, payload);
    },
  };
}
