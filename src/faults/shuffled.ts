/** A random permutation (Fisher–Yates, as in Knuth, TAOCP vol. 2, algorithm 3.4.2P); takes length − 1 draws. */
import { type RandomStream, randomInteger } from '../core/random/random-stream.ts';

export function shuffled<T>(items: readonly T[], random: RandomStream): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
