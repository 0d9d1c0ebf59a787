/** Random streams by name, made when first used: most neighbours of most nodes never burst. */
import { type RandomStream, randomStream } from '../core/random/random-stream.ts';

export function createStreams(seed: number): (name: string) => RandomStream {
  const streams = new Map<string, RandomStream>();
  return (name) => {
    const known = streams.get(name);
    if (known !== undefined) return known;
    const stream = randomStream(seed, name);
    streams.set(name, stream);
    return stream;
  };
}
