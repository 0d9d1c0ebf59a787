/**
 * What the replicas of one service have agreed on so far, in bounded memory: the first replica to apply an index fixes
 * it, and everybody else is held against that.
 *
 * The last `window` indices are kept entry by entry. Older ones cannot simply be forgotten, since a replica may replay
 * or catch up from far behind after a crash; of those a 32-bit hash per block of `block` entries is kept. A replica
 * that applies a whole old block without a gap is held against its hash, so a difference names the block and no longer
 * the entry. Sound: two replicas that agree are never reported. Incomplete in two corners: a difference in an old block
 * that a replica entered in the middle (it started from a snapshot) is not seen, and a hash hides one in 2³².
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import { enlarged, initialSize, sizeFor } from './window.ts';

/** Who fixed what at an index, where a replica now differs. */
export interface Disagreement {
  /** First and last index of the stretch known to differ: one entry, or a block. */
  readonly from: number;
  readonly to: number;
  readonly firstBy: ProcessId;
  /** Of the entry first applied; undefined for a block. */
  readonly term?: number;
  readonly digest?: number;
}

export interface AgreedLog {
  /** Holds one application against the log; answers where it differs. */
  apply(process: ProcessId, index: number, term: number, digest: number): Disagreement | undefined;
  /** Highest index applied by anybody. */
  readonly last: number;
}

interface Reader {
  last: number;
  hash: number;
  /** Every entry of the current block since its first was applied in sequence. */
  whole: boolean;
}

const newReader = (): Reader => ({ last: 0, hash: 0, whole: false });

const UNKNOWN_TERM = -1;
const HASH_SEED = 0x9e3779b9 | 0;

/** `window` must be a power of two and a multiple of `block`. */
export function createAgreedLog(window = 65_536, block = 256): AgreedLog {
  let size = initialSize(window);
  let terms = new Float64Array(size).fill(UNKNOWN_TERM);
  let digests = new Float64Array(size);
  let firstBy = new Float64Array(size);
  const blockHashes: number[] = [];
  const blockBy: number[] = [];
  const readers = new Map<ProcessId, Reader>();
  let last = 0;

  const growFor = (index: number): void => {
    const grown = sizeFor(index, size, window);
    if (grown === size) return;
    size = grown;
    terms = enlarged(terms, size, UNKNOWN_TERM);
    digests = enlarged(digests, size, 0);
    firstBy = enlarged(firstBy, size, 0);
  };

  const applyRecent = (process: ProcessId, index: number, term: number, digest: number): Disagreement | undefined => {
    growFor(index);
    const mask = size - 1;
    const slot = index & mask;
    for (let gap = Math.max(last + 1, index - size + 1); gap < index; gap++) terms[gap & mask] = UNKNOWN_TERM;
    if (index > last || terms[slot] === UNKNOWN_TERM) {
      terms[slot] = term;
      digests[slot] = digest;
      firstBy[slot] = process;
      if (index > last) last = index;
      return undefined;
    }
    if (terms[slot] === term && digests[slot] === digest) return undefined;
    return { from: index, to: index, firstBy: firstBy[slot], term: terms[slot], digest: digests[slot] };
  };

  const endBlock = (process: ProcessId, index: number, hash: number): Disagreement | undefined => {
    const number = (index - block) / block;
    if (blockHashes[number] === undefined) {
      blockHashes[number] = hash;
      blockBy[number] = process;
      return undefined;
    }
    // Within the window the entries themselves were compared.
    if (blockHashes[number] === hash || index - block + 1 > last - window) return undefined;
    return { from: index - block + 1, to: index, firstBy: blockBy[number] };
  };

  return {
    get last() {
      return last;
    },
    apply(process, index, term, digest) {
      const reader = getOrCreate(readers, process, newReader);
      const inSequence = index === reader.last + 1;
      reader.last = index;
      const offset = (index - 1) % block;
      if (offset === 0) {
        reader.hash = HASH_SEED;
        reader.whole = true;
      } else if (!inSequence) reader.whole = false;
      reader.hash = mix(mix(reader.hash, term), digest);
      const recent = index > last - window ? applyRecent(process, index, term, digest) : undefined;
      const old = offset === block - 1 && reader.whole ? endBlock(process, index, reader.hash) : undefined;
      return recent ?? old;
    },
  };
}

/** One round of MurmurHash3 (A. Appleby), 32 bits. */
function mix(hash: number, value: number): number {
  let h = Math.imul(value | 0, 0xcc9e2d51 | 0);
  h = Math.imul((h << 15) | (h >>> 17), 0x1b873593);
  h = hash ^ h;
  return (Math.imul((h << 13) | (h >>> 19), 5) + (0xe6546b64 | 0)) | 0;
}
