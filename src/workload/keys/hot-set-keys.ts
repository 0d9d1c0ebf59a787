/** A share of the accesses goes to a few hot keys, the rest to the others; even within each. One draw. */
import type { RandomStream } from '../../core/random/random-stream.ts';
import type { KeyChooser } from './key-chooser.ts';

/** The first `hot` of `count` keys get `share` (0..1) of the accesses; all of them if every key is hot. */
export function hotSetKeys(count: number, hot: number, share: number, random: RandomStream): KeyChooser {
  const hotCount = Math.min(hot, count);
  const hotShare = hot >= count ? 1 : hot <= 0 ? 0 : share;
  return () => {
    const u = random();
    if (u < hotShare) return Math.floor((u / hotShare) * hotCount);
    return hot + Math.floor(((u - hotShare) / (1 - hotShare)) * (count - hot));
  };
}
