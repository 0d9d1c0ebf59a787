/** Every key is as likely as any other. One draw. */
import { type RandomStream, randomInteger } from '../../core/random/random-stream.ts';
import type { KeyChooser } from './key-chooser.ts';

export const uniformKeys =
  (count: number, random: RandomStream): KeyChooser =>
  () =>
    randomInteger(random, count);
