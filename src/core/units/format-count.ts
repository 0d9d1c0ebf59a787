/** Counts with thousands set apart: `1,234,567`. Fractions are rounded. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return Number.isNaN(count) ? 'n/a' : `${count < 0 ? '-' : ''}∞`;
  const rounded = Math.round(count);
  if (Math.abs(rounded) >= 1e21) return String(rounded);
  return `${rounded === 0 ? 0 : rounded}`.replace(/\B(?=(\d{3})+$)/g, ',');
}
