/** One impairment that picks out single messages, and how many of them it has seen on each link. */
import type { MessageTampering } from '../control.ts';
import type { Link } from './link.ts';

export interface Tampering {
  readonly spec: MessageTampering;
  /** Counts a message of this kind that is sent on the link; whether it is to be struck. */
  strikes(link: Link, kind: string): boolean;
}

export function createTampering(spec: MessageTampering): Tampering {
  const seen = new Map<Link, number>();
  return {
    spec,
    strikes(link, kind) {
      if (spec.kind !== undefined && spec.kind !== kind) return false;
      const before = seen.get(link) ?? 0;
      seen.set(link, before + 1);
      return before >= spec.skip && before < spec.skip + spec.count;
    },
  };
}
