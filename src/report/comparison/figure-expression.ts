/** Vega expressions that write a figure in its unit, as `format-figure.ts` does: `12.3 ms`, `99.987 %`, `1,234/s`. */

/** `value`, `unit`: expressions. Three digits; of shares above one half, three of what is missing to 100 %. */
export function figureExpression(value: string, unit: string): string {
  const v = `(${value})`;
  const a = `abs${v}`;
  const seconds = [
    `${a} == 0 ? '0 s'`,
    `${a} < 0.0009995 ? format(${v} * 1000000, '.3~r') + ' µs'`,
    `${a} < 0.9995 ? format(${v} * 1000, '.3~r') + ' ms'`,
    `${a} < 120 ? format(${v}, '.3~r') + ' s'`,
    `${a} < 7200 ? format(${v} / 60, '.3~r') + ' min'`,
    `${a} < 172800 ? format(${v} / 3600, '.3~r') + ' h'`,
    `format(${v} / 86400, '.3~r') + ' d'`,
  ].join(' : ');
  const share = [
    `${a} == 0 ? '0 %'`,
    `${v} > 0.5 && ${v} < 1 ? format(100 * ${v}, '.' + min(12, max(1, -floor(log(1 - ${v}) / LN10))) + '~f') + ' %'`,
    `format(100 * ${v}, '.3~r') + ' %'`,
  ].join(' : ');
  const number = `(${a} >= 10000000 ? format(${v}, '.3~s') : ${a} >= 1000 ? format(${v}, ',.0f') : format(${v}, '.3~r'))`;
  return `(${unit} == 'seconds' ? (${seconds}) : ${unit} == 'share' ? (${share}) : ${number} + (${unit} == 'per second' ? '/s' : ''))`;
}

/** With its sign, as differences have it. */
export const signedExpression = (value: string, unit: string): string =>
  `((${value}) < 0 ? '−' : (${value}) > 0 ? '+' : '') + ${figureExpression(`abs(${value})`, unit)}`;

/** Of ticks, which are round: no digit is lost. */
export function tickExpression(unit: string): string {
  const text = figureExpression('datum.value', unit);
  return `(${unit} == 'share' ? format(100 * datum.value, '.9~f') + ' %' : ${text})`;
}
