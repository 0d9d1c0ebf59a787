/** Rows of a heat map: a machine each, or neighbouring machines together where there are too many to draw. */
export interface HeatRows {
  readonly names: readonly string[];
  readonly rowOf: (server: number) => number;
}

const ROWS_MAX = 100;

export function heatRows(names: readonly string[]): HeatRows {
  const size = Math.max(1, Math.ceil(names.length / ROWS_MAX));
  if (size === 1) return { names, rowOf: (server) => server };
  const rows: string[] = [];
  for (let i = 0; i < names.length; i += size) {
    rows.push(`${names[i]} … ${names[Math.min(i + size, names.length) - 1]}`);
  }
  return { names: rows, rowOf: (server) => Math.floor(server / size) };
}
