/** A length of time as a person says it, three significant digits: `840 µs`, `2.41 s`, `5 min 15 s`, `12 d 4 h`. */
const LADDER = [
  { seconds: 365 * 86_400, unit: 'y', next: 'd', nextSeconds: 86_400 },
  { seconds: 86_400, unit: 'd', next: 'h', nextSeconds: 3_600 },
  { seconds: 3_600, unit: 'h', next: 'min', nextSeconds: 60 },
  { seconds: 60, unit: 'min', next: 's', nextSeconds: 1 },
] as const;

const significant = (value: number): string => String(Number(value.toPrecision(3)));

/** `seconds` ≥ 0; not-a-number and infinities become `—`. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '—';
  if (seconds < 0) return `−${formatSeconds(-seconds)}`;
  if (seconds === 0) return '0 s';
  if (seconds < 0.000_999_5) return `${significant(seconds * 1e6)} µs`;
  if (seconds < 0.999_5) return `${significant(seconds * 1e3)} ms`;
  if (seconds < 59.95) return `${significant(seconds)} s`;
  for (const step of LADDER) {
    const parts = Math.round(seconds / step.nextSeconds);
    const perWhole = step.seconds / step.nextSeconds;
    if (parts < perWhole) continue;
    const whole = Math.floor(parts / perWhole);
    const rest = parts - whole * perWhole;
    return rest === 0 || whole >= 100 ? `${whole} ${step.unit}` : `${whole} ${step.unit} ${rest} ${step.next}`;
  }
  return `${significant(seconds)} s`;
}
