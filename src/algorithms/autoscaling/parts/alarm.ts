/** A condition that counts only after it has held at every look for a while: an alarm of CloudWatch. */
import type { Micros } from '../../../core/time.ts';

export interface Alarm {
  /** Whether `breached` has held from some look at least `after` ago until now. Unknown (undefined) interrupts. */
  look(now: Micros, breached: boolean | undefined): boolean;
}

export function createAlarm(after: Micros): Alarm {
  let since: Micros | undefined;
  return {
    look(now, breached) {
      since = breached === true ? (since ?? now) : undefined;
      return since !== undefined && now - since >= after;
    },
  };
}
