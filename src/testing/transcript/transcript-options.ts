/** How a transcript shows what a protocol does. */
import type { Message, TimerId } from '../../algorithms/environment.ts';
import type { ProtocolEvent } from '../../algorithms/protocol-event.ts';

export interface TranscriptOptions {
  /** Names of timers, for `tick n1 election`. Without a name, a timer goes by its number. */
  readonly timers?: Readonly<Record<string, TimerId>>;
  /** A message in a few words. Default: its kind and all of its fields. */
  readonly describeMessage?: (message: Message) => string;
  /** An event in a few words; undefined leaves it out. Default: its type and all of its fields. */
  readonly describeEvent?: (event: ProtocolEvent) => string | undefined;
}
