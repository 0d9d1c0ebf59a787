/**
 * Thins spans for drawing: neighbours of one lane and one state are joined when the gap between them is below a
 * resolution, which doubles until few enough are left. Nothing is lost from sight: short spans of another state in the
 * gap are kept as their own and drawn on top.
 */
export interface LaneSpan {
  readonly lane: string;
  readonly state: string;
  readonly detail: string;
  /** Seconds. */
  readonly start: number;
  readonly end: number;
}

export interface CoarseSpans {
  readonly spans: readonly LaneSpan[];
  /** 0 when nothing had to be joined. */
  readonly resolutionSeconds: number;
}

function joinWithin(spans: readonly LaneSpan[], resolution: number): LaneSpan[] {
  const joined: LaneSpan[] = [];
  const last = new Map<string, number>();
  for (const span of spans) {
    const key = JSON.stringify([span.lane, span.state]);
    const index = last.get(key);
    const before = index === undefined ? undefined : joined[index];
    if (index !== undefined && before !== undefined && span.start - before.end < resolution) {
      const detail = before.detail === span.detail ? before.detail : 'several';
      joined[index] = { ...before, detail, end: Math.max(before.end, span.end) };
    } else {
      last.set(key, joined.length);
      joined.push(span);
    }
  }
  return joined;
}

/** At most `limit` spans, unless there are more pairs of lane and state than that. */
export function coarsen(spans: readonly LaneSpan[], limit: number): CoarseSpans {
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  if (sorted.length <= limit) return { spans: sorted, resolutionSeconds: 0 };
  const end = sorted.reduce((latest, span) => Math.max(latest, span.end), 0);
  let resolution = Math.max(1e-6, end / 1e6);
  let joined = joinWithin(sorted, resolution);
  while (joined.length > limit && resolution < end) {
    resolution *= 2;
    joined = joinWithin(sorted, resolution);
  }
  return { spans: joined, resolutionSeconds: resolution };
}
