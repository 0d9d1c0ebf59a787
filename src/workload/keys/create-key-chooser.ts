import type { RandomStream } from '../../core/random/random-stream.ts';
import type { KeySpec } from '../client.ts';
import { hotSetKeys } from './hot-set-keys.ts';
import type { KeyChooser } from './key-chooser.ts';
import { uniformKeys } from './uniform-keys.ts';
import { zipfKeys } from './zipf-keys.ts';

/** The key distribution that a spec describes. */
export function createKeyChooser(spec: KeySpec, random: RandomStream): KeyChooser {
  switch (spec.kind) {
    case 'uniform':
      return uniformKeys(spec.count, random);
    case 'zipf':
      return zipfKeys(spec.exponent, spec.count, random);
    case 'hot-set':
      return hotSetKeys(spec.count, spec.hot, spec.share, random);
  }
}
