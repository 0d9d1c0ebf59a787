/**
 * Makes a list of spans short enough to draw: spans shorter than a resolution are swallowed by their predecessor in the
 * same lane, at a resolution that doubles until the list is short enough.
 */
export interface CoarsenOptions<T> {
  readonly limit: number;
  lane(span: T): string;
  /** Whether a span may be swallowed if it is short. */
  mayVanish(span: T): boolean;
  /** Whether two neighbours of a lane can be drawn as one. */
  same(a: T, b: T): boolean;
}

export interface Coarsened<T> {
  /** In order of their start. */
  readonly spans: readonly T[];
  /** Shorter spans were swallowed; 0 if nothing was. */
  readonly resolutionSeconds: number;
}

interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** `spans` ascend by start within each lane. The length covered by a lane stays what it was. */
export function coarsen<T extends Span>(spans: readonly T[], options: CoarsenOptions<T>): Coarsened<T> {
  let kept = byStart(spans);
  let resolutionSeconds = 0;
  for (let resolution = 0.001; kept.length > options.limit && resolution < 1e12; resolution *= 2) {
    kept = swallow(kept, resolution, options);
    resolutionSeconds = resolution;
  }
  return { spans: kept.slice(0, options.limit), resolutionSeconds };
}

const byStart = <T extends Span>(spans: readonly T[]): T[] =>
  [...spans].sort((a, b) => a.startSeconds - b.startSeconds);

function swallow<T extends Span>(spans: readonly T[], resolution: number, options: CoarsenOptions<T>): T[] {
  const lanes = new Map<string, T[]>();
  for (const span of spans) {
    const lane = options.lane(span);
    const list = lanes.get(lane) ?? [];
    lanes.set(lane, list);
    const last = list.at(-1);
    const touching = last !== undefined && last.endSeconds >= span.startSeconds;
    const short = span.endSeconds - span.startSeconds < resolution && options.mayVanish(span);
    if (touching && (short || options.same(last, span)))
      list[list.length - 1] = { ...last, endSeconds: span.endSeconds };
    else list.push(span);
  }
  return byStart([...lanes.values()].flat());
}
