/**
 * The least loaded of d candidates that were drawn at random. Candidates are distinct: one that was drawn before is
 * drawn again, at most 16 times, so that weights that leave hardly any choice do not hold up the request.
 */

const REDRAWS_MAX = 16;

/** Scratch space for a sampler of `d` ≥ 1 candidates. */
export const sampleOf = (d: number): Int32Array => new Int32Array(d);

/** `draw`: an available backend, or −1 if there is none. Among equals the first that was drawn. */
export function leastOfSample(sample: Int32Array, draw: () => number, load: (backend: number) => number): number {
  let best = draw();
  if (best < 0) return best;
  sample[0] = best;
  let least = load(best);
  for (let drawn = 1; drawn < sample.length; drawn++) {
    let candidate = draw();
    for (let redraw = 0; redraw < REDRAWS_MAX && among(sample, drawn, candidate); redraw++) candidate = draw();
    sample[drawn] = candidate;
    const found = load(candidate);
    if (found < least) {
      best = candidate;
      least = found;
    }
  }
  return best;
}

function among(sample: Int32Array, drawn: number, candidate: number): boolean {
  for (let i = 0; i < drawn; i++) if (sample[i] === candidate) return true;
  return false;
}
