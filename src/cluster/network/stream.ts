/**
 * Streams, as of TCP between two processes: in order, exactly once, until the connection breaks; then what was under
 * way is lost, both sides are told (each in its own time), and the next message opens a new connection.
 *
 * Recovery is go-back-N: a message that is lost (by chance, by a partition, at a machine without power) holds up those
 * behind it; a retransmission, one packet's luck, carries all of them. Timeouts double from try to try (RFC 6298 §5).
 *
 * How a side learns of a break:
 * - its own timeout: nothing got through for `userTimeout`;
 * - the peer's operating system says so: at once if only the process ended (stop, halt), or when a machine that lost its
 *   power is back and gets a packet of a connection that it does not know (RFC 9293 §3.10.7.1: reset);
 * - the peer opens a new connection;
 * - keep-alive: a side that was idle learns within `userTimeout` as well.
 *
 * What a dead process left on the wire still arrives, before its peer hears of the end. Not modelled: the handshake
 * (a connection opens with its first message), windows, congestion, fast retransmit, bandwidth of retransmissions.
 */
import type { HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { Endpoint, Receiver } from './endpoint.ts';
import type { Flow, StreamEnd } from './flow.ts';
import type { DropReason, MessageObserver } from './message-observer.ts';
import type { StreamOptions } from './stream-options.ts';

export interface StreamTransport {
  send(flow: Flow, payload: unknown, bytes: number): void;
  /** Ends the connections of a process that has died. `silently`: its machine has no power to say so. */
  ended(endpoint: Endpoint, silently: boolean): void;
}

export function createStreamTransport(
  kernel: Kernel,
  flows: readonly Flow[],
  observer: MessageObserver,
  receiver: Receiver,
  options: StreamOptions,
): StreamTransport {
  const receiverOf = (index: number): number => flows[index].to.plan.id;
  const senderOf = (index: number): number => flows[index].from.plan.id;
  const arrival: HandlerId = kernel.register((index, generation) => arrive(flows[index], generation), {
    name: 'message',
    node: receiverOf,
  });
  const retry: HandlerId = kernel.register((index) => retryNow(flows[index]), {
    name: 'retransmission',
    node: senderOf,
  });
  const reset: HandlerId = kernel.register((index) => resetArrives(flows[index]), { name: 'reset', node: senderOf });

  function send(flow: Flow, payload: unknown, bytes: number): void {
    const end = flow.end as StreamEnd;
    if (end.unaware) {
      observer.dropped(flow.to, payload, 'connection broken');
      return;
    }
    if (!end.connection.open) {
      // Also rids the wire of what a former life of this process left there.
      forget(flow, 'connection broken');
      end.connection.open = true;
      end.connection.established = false;
    }
    end.queue.push(payload);
    if (end.queue.length - 1 > end.inFlight) return;
    const { link } = flow;
    if (link.isClear()) launch(flow, link.travel());
    else if (link.blocked() || link.drawLoss()) stall(flow);
    else launch(flow, link.transit(kernel.machineNow, bytes));
  }

  /** Puts the oldest waiting message on the wire. */
  function launch(flow: Flow, transit: number): void {
    const end = flow.end as StreamEnd;
    const now = kernel.machineNow;
    end.lastArrival = Math.max(now + Math.round(transit), end.lastArrival);
    end.inFlight++;
    kernel.post(end.lastArrival - now, arrival, flow.index, end.generation);
  }

  function arrive(flow: Flow, generation: number): void {
    const end = flow.end as StreamEnd;
    if (generation !== end.generation) return;
    if (flow.link.blocked() || flow.to.dead) {
      if (end.orphan) {
        forget(flow, flow.to.dead ? 'node down' : 'partition');
        return;
      }
      takeBack(end);
      stall(flow);
      return;
    }
    if (!flow.to.alive) {
      refuse(flow);
      return;
    }
    const back = flow.reverse as Flow;
    if (!end.orphan) {
      if (back !== flow && (back.end as StreamEnd).unaware) {
        tell(back);
        // Being told may make the receiver give up, or its node's life end.
        if (generation !== end.generation || !flow.to.alive) return;
      }
      end.connection.established = true;
    }
    end.inFlight--;
    if (end.queue.length - 1 === end.inFlight) calm(end);
    else {
      end.retries = 0;
      end.stalledSince = kernel.machineNow;
    }
    const payload = end.queue.shift();
    flow.to.answer = back;
    receiver.deliver(flow.to, flow.sender, payload);
  }

  /** Everything under way counts as lost and waits to be sent again. */
  function takeBack(end: StreamEnd): void {
    end.generation++;
    end.inFlight = 0;
    end.lastArrival = kernel.machineNow;
  }

  function stall(flow: Flow): void {
    const end = flow.end as StreamEnd;
    if (end.stalledSince < 0) end.stalledSince = kernel.machineNow;
    if (end.retry === 0) armRetry(flow);
  }

  function armRetry(flow: Flow): void {
    const end = flow.end as StreamEnd;
    let timeout = Math.max(options.retransmitMin, options.roundTrips * flow.link.roundTrip);
    for (let i = 0; i < end.retries && timeout < options.retransmitMax; i++) timeout *= 2;
    const left = end.stalledSince + options.userTimeout - kernel.machineNow;
    end.retry = kernel.after(Math.min(timeout, options.retransmitMax, left), retry, flow.index, end.generation);
  }

  function retryNow(flow: Flow): void {
    const end = flow.end as StreamEnd;
    end.retry = 0;
    const overdue = kernel.machineNow - end.stalledSince >= options.userTimeout;
    if (end.unaware) {
      if (overdue) tell(flow);
      else if (!flow.link.blocked() && !flow.to.dead) sayReset(flow);
      else tryAgain(flow);
    } else if (end.queue.length > end.inFlight) {
      if (overdue) timeOut(flow);
      else if (flow.link.blocked() || flow.to.dead || flow.link.drawLoss()) tryAgain(flow);
      else {
        const transit = flow.link.travel();
        while (end.queue.length > end.inFlight) launch(flow, transit);
      }
    }
  }

  function tryAgain(flow: Flow): void {
    (flow.end as StreamEnd).retries++;
    armRetry(flow);
  }

  /** The peer's machine lives and lacks the process. */
  function refuse(flow: Flow): void {
    const { from } = flow;
    breakBoth(flow, 'node down');
    if (from.alive) leaveUnaware(flow, true);
  }

  function timeOut(flow: Flow): void {
    const back = flow.reverse as Flow;
    const end = flow.end as StreamEnd;
    const peer = back.end as StreamEnd;
    const peerMustLearn = back !== flow && !peer.unaware && (end.connection.established || peer.queue.length > 0);
    breakBoth(flow, 'connection broken');
    if (peerMustLearn && back.from.alive) leaveUnaware(back, false);
    tell(flow);
  }

  function ended(endpoint: Endpoint, silently: boolean): void {
    for (const flow of endpoint.flows.all()) {
      const { end, reverse } = flow;
      if (end === undefined || reverse === undefined) continue;
      const back = reverse.end as StreamEnd;
      if (back.orphan) forget(reverse, 'node down');
      if (reverse === flow) {
        breakBoth(flow, 'lost in the crash');
      } else if (!end.connection.open) {
        forget(flow, 'lost in the crash');
      } else if (end.connection.established) {
        end.connection.open = false;
        end.connection.established = false;
        abandon(flow);
        forget(reverse, 'node down');
        if (reverse.from.alive) leaveUnaware(reverse, !silently);
      } else {
        // The peer may be knocking still: it goes on, and gets through once the process is back.
        forget(flow, 'lost in the crash');
        end.connection.open = back.queue.length > 0;
      }
    }
  }

  /** A dead process sends nothing again, but what is on the wire arrives if its peer lives. */
  function abandon(flow: Flow): void {
    const end = flow.end as StreamEnd;
    if (end.inFlight === 0 || !flow.to.alive) {
      forget(flow, 'lost in the crash');
      return;
    }
    while (end.queue.length > end.inFlight) observer.dropped(flow.to, end.queue.pop(), 'lost in the crash');
    calm(end);
    end.unaware = false;
    end.orphan = true;
  }

  /** This side's connection is gone; it will find out. `resetSent`: the peer's machine tells it right now. */
  function leaveUnaware(flow: Flow, resetSent: boolean): void {
    const end = flow.end as StreamEnd;
    end.unaware = true;
    end.retries = 0;
    end.stalledSince = kernel.machineNow;
    if (resetSent) sayReset(flow);
    else armRetry(flow);
  }

  /** The peer's machine sends a reset, behind everything that is still on the wire. */
  function sayReset(flow: Flow): void {
    const back = flow.reverse as Flow;
    const end = flow.end as StreamEnd;
    if (back.link.blocked()) {
      tryAgain(flow);
      return;
    }
    const now = kernel.machineNow;
    const arrives = Math.max(now + Math.round(back.link.travel()), (back.end as StreamEnd).lastArrival);
    end.retry = kernel.after(arrives - now, reset, flow.index, end.generation);
  }

  function resetArrives(flow: Flow): void {
    const end = flow.end as StreamEnd;
    end.retry = 0;
    if ((flow.reverse as Flow).link.blocked()) tryAgain(flow);
    else tell(flow);
  }

  function tell(flow: Flow): void {
    const end = flow.end as StreamEnd;
    calm(end);
    end.unaware = false;
    const back = flow.reverse as Flow;
    if ((back.end as StreamEnd).orphan) forget(back, 'connection broken');
    if (flow.from.alive) receiver.disconnected(flow.from, flow.to.id);
  }

  function breakBoth(flow: Flow, reason: DropReason): void {
    const { connection } = flow.end as StreamEnd;
    connection.open = false;
    connection.established = false;
    forget(flow, reason);
    const back = flow.reverse as Flow;
    // A side that has yet to learn of an earlier break has nothing under way, and keeps its deadline.
    if (back !== flow && !(back.end as StreamEnd).unaware) forget(back, reason);
  }

  /** Gives up everything sent and not delivered. */
  function forget(flow: Flow, reason: DropReason): void {
    const end = flow.end as StreamEnd;
    takeBack(end);
    while (end.queue.length > 0) observer.dropped(flow.to, end.queue.shift(), reason);
    calm(end);
    end.unaware = false;
    end.orphan = false;
  }

  function calm(end: StreamEnd): void {
    if (end.retry !== 0) kernel.cancel(end.retry);
    end.retry = 0;
    end.retries = 0;
    end.stalledSince = -1;
  }

  return { send, ended };
}
