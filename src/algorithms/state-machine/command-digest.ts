/**
 * A 32-bit identity of a command, so that observers can tell whether two replicas applied the same one. FNV-1a over
 * all of its parts. For comparing, not for security: different commands collide with a chance of 2⁻³².
 */
import type { KeyValueCommand, Scalar } from './key-value-command.ts';

const OFFSET = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** Never 0, which stands for entries without a command. */
export function commandDigest({ op, key, value, expected, session }: KeyValueCommand): number {
  let hash = mixText(mixText(OFFSET, op), key);
  hash = mixScalar(mixScalar(hash, value), expected);
  if (session !== undefined) {
    hash = mixNumber(mixNumber(mixNumber(hash, session.client), session.session), session.sequence);
  }
  return hash >>> 0 || 1;
}

function mixScalar(hash: number, value: Scalar | undefined): number {
  if (typeof value === 'number') return mixNumber(mix(hash, 1), value);
  if (typeof value === 'string') return mixText(mix(hash, 2), value);
  return mix(hash, value === null ? 3 : 4);
}

function mixText(hash: number, text: string): number {
  let mixed = mix(hash, text.length);
  for (let i = 0; i < text.length; i++) mixed = mix(mixed, text.charCodeAt(i));
  return mixed;
}

/** Exact for integers up to 2⁵³ (the store's values); fractions beyond 2⁻³² are left out. */
function mixNumber(hash: number, value: number): number {
  const whole = Math.floor(value);
  const high = mix(hash, Math.floor(whole / 4_294_967_296));
  return mix(mix(high, whole), (value - whole) * 4_294_967_296);
}

const mix = (hash: number, word: number): number => Math.imul(hash ^ word, PRIME);
