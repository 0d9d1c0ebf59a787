/**
 * Shares as per cent: `12.3 %`, `99.999 %`, `0.001 %`. As many digits as it takes to show three of the share, or above
 * one half of what is missing to 100 %: so nothing below 1 is ever shown as 100 %, and nothing above 0 as 0 %.
 */

/** What `toFixed` takes; beyond, digits are of the double and not of anything measured. */
const MOST_DECIMALS = 20;

/** A share in 0..1; other numbers are shown as they are, NaN as `n/a`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return Number.isNaN(share) ? 'n/a' : `${share < 0 ? '-' : ''}∞ %`;
  if (share < 0) return `-${formatShare(-share)}`;
  const telling = share > 0.5 && share < 1 ? 1 - share : share;
  if (telling > 0 && telling < 1e-18) return `${share * 100} %`;
  return `${percent(share.toFixed(decimalsFor(telling)))} %`;
}

/** Three significant digits of `x`, at least three decimals (one of a per cent). */
function decimalsFor(x: number): number {
  let decimals = 3;
  for (let size = x; size > 0 && size < 0.1 && decimals < MOST_DECIMALS; size *= 10) decimals += 1;
  return decimals;
}

/** `0.12300` → `12.3`: the point moves in the text, since 100 · share could round. */
function percent(fixed: string): string {
  const [whole, fraction] = fixed.split('.');
  const integer = (whole + fraction.slice(0, 2)).replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(2).replace(/0+$/, '');
  return rest === '' ? integer : `${integer}.${rest}`;
}
