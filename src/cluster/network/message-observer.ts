/**
 * Publishes what happens to messages. While somebody watches, a message travels in an envelope that remembers its
 * number; otherwise it travels bare. The envelope never reaches a process, an event's key or the fingerprint.
 */
import type { Message, ProcessId } from '../../algorithms/environment.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { Endpoint } from './endpoint.ts';

class Envelope {
  readonly id: number;
  readonly from: Endpoint;
  readonly message: Message;
  readonly bytes: number;

  constructor(id: number, from: Endpoint, message: Message, bytes: number) {
    this.id = id;
    this.from = from;
    this.message = message;
    this.bytes = bytes;
  }
}

/** Why a message never reached its process. */
export type DropReason =
  | 'loss'
  | 'partition'
  /** Somebody meant this very message. */
  | 'tampered'
  | 'node down'
  | 'connection broken'
  /** It had reached the node and waited there. */
  | 'lost in the crash'
  | 'queue full';

export interface MessageObserver {
  /** The payload to schedule: the message, in an envelope if it is watched. */
  sent(from: Endpoint, to: Endpoint, message: Message, bytes: number): unknown;
  /** The message to hand over. */
  delivered(to: Endpoint, payload: unknown): Message;
  dropped(to: Endpoint, payload: unknown, reason: DropReason): void;
  /** Looks into a payload without reporting anything. */
  peek(payload: unknown): Message;
}

export function createMessageObserver(kernel: Kernel, trace: Trace): MessageObserver {
  let count = 0;
  /** While there is none, nobody's prototype chain need be searched for one. */
  let envelopes = false;
  const publish = (
    type: 'send' | 'deliver' | 'drop',
    { id, from, message, bytes }: Envelope,
    to: Endpoint,
    reason?: DropReason,
  ): void => {
    trace.publish({
      kind: 'message',
      time: kernel.now,
      type,
      id,
      from: from.id as ProcessId,
      to: to.id,
      fromNode: from.plan.id,
      toNode: to.plan.id,
      message,
      bytes,
      ...(reason === undefined ? {} : { reason }),
    });
  };
  return {
    sent(from, to, message, bytes) {
      const id = count++;
      if (!trace.wants('message')) return message;
      envelopes = true;
      const envelope = new Envelope(id, from, message, bytes);
      publish('send', envelope, to);
      return envelope;
    },
    delivered(to, payload) {
      if (!envelopes || !(payload instanceof Envelope)) return payload as Message;
      publish('deliver', payload, to);
      return payload.message;
    },
    dropped(to, payload, reason) {
      if (payload instanceof Envelope) publish('drop', payload, to, reason);
    },
    peek: (payload) => (payload instanceof Envelope ? payload.message : (payload as Message)),
  };
}
