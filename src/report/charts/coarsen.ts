/**
 * Thins spans for drawing, when there are too many: first, neighbours of one lane and one state are joined where the gap
 * between them is too narrow to be seen; if that is not enough, the longest are kept and the rest is counted. Joining
 * wider gaps would draw short failures as one long one.
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
  /** In the order of their starts. */
  readonly spans: readonly LaneSpan[];
  /** Gaps below this were closed; 0 when nothing had to be joined. */
  readonly joinedBelowSeconds: number;
  /** How many spans are left out. */
  readonly dropped: number;
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

/** At most `limit` spans. `visible`: the length in seconds below which a gap cannot be seen. */
export function coarsen(spans: readonly LaneSpan[], limit: number, visible: number): CoarseSpans {
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  if (sorted.length <= limit) return { spans: sorted, joinedBelowSeconds: 0, dropped: 0 };
  const joined = joinWithin(sorted, visible);
  if (joined.length <= limit) return { spans: joined, joinedBelowSeconds: visible, dropped: 0 };
  const kept = [...joined].sort((a, b) => b.end - b.start - (a.end - a.start)).slice(0, limit);
  return {
    spans: kept.sort((a, b) => a.start - b.start || a.end - b.end),
    joinedBelowSeconds: visible,
    dropped: joined.length - limit,
  };
}
