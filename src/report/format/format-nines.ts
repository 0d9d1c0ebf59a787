/** The number of nines: `4.87`; `no downtime seen` for none lost, which a longer run might disprove. */
export function formatNines(nines: number | null): string {
  return nines === null ? 'no downtime seen' : nines.toFixed(2);
}
