/** What befalls the message that a flow is about to carry, if some impairment picks it out. */
import type { MessageTampering } from '../control.ts';
import type { Flow } from './flow.ts';
import type { Impairments } from './impairments.ts';

/** To be asked once for each message that is sent while there are any: all impairments count it. */
export function tamperingOf({ from, to, link, kind }: Flow, { active }: Impairments): MessageTampering | undefined {
  const [sender, receiver] = [from.plan.id, to.plan.id];
  // The loopback knows no impairments.
  if (sender === receiver) return undefined;
  let decided: MessageTampering | undefined;
  for (const { tampering, from: senders, to: receivers } of active) {
    if (tampering === undefined || !senders.has(sender) || !receivers.has(receiver)) continue;
    if (tampering.strikes(link, kind)) decided ??= tampering.spec;
  }
  return decided;
}
