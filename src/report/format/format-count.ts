/** A count with thin spaces between thousands (`1 234 567`), beyond ten million as `12.3 M`, `4.56 G`. */
export function formatCount(count: number, separator = '\u202f'): string {
  if (!Number.isFinite(count)) return '—';
  for (const [size, unit] of [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e7, 'M'],
  ] as const) {
    if (Math.abs(count) >= size) return `${Number((count / (unit === 'M' ? 1e6 : size)).toPrecision(3))} ${unit}`;
  }
  const [whole, fraction] = String(Math.round(count * 100) / 100).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
