/** A share in 0..1 as a percentage with three significant digits: `12.5 %`, `0.031 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '—';
  return `${Number((share * 100).toPrecision(3))} %`;
}
