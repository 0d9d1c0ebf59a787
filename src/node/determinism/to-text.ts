/** An observation as a line of text that is equal for equal content. Never throws. */
import { hashText } from '../../kernel/fingerprint.ts';

/** A message may carry a whole snapshot; what is longer than this is represented by its beginning and a hash. */
const LENGTH_MAX = 4096;

export function toText(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value, plain) ?? 'undefined';
  } catch (error) {
    // Circular, or a getter that throws: plug-ins may send anything.
    return `(cannot be printed: ${error instanceof Error ? error.name : 'unknown error'})`;
  }
  if (text.length <= LENGTH_MAX) return text;
  return `${text.slice(0, LENGTH_MAX)}… (${text.length} characters, hash ${(hashText(text) >>> 0).toString(16)})`;
}

/** JSON has no word for these. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map || value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value)) return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value);
  return value;
}
