/** Text from a scenario made fit for a terminal: control characters gone (they could move the cursor), length bounded. */
export function plain(text: string, limit = 60): string {
  const safe = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  const points = [...safe];
  return points.length <= limit ? safe : `${points.slice(0, limit - 1).join('')}…`;
}
