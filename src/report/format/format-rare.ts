/** A share far below one, to two digits: `1.2e-10`; 0 for none. */
export const formatRare = (share: number): string =>
  !Number.isFinite(share) ? '—' : share === 0 ? '0' : share.toExponential(1);
