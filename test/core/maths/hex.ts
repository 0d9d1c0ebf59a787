/** Doubles as 16 hex digits, so that golden values mean bits and not decimals. */
const view = new DataView(new ArrayBuffer(8));

export function toHex(x: number): string {
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

export function fromHex(hex: string): number {
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}
