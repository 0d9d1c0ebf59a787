/** Every sentence that a wrong quantity can earn. Each says what is wrong and, where it can, what to write. */
export const messages = {
  empty: (what: string, example: string) => `expected ${what} such as ${example}`,
  tooLong: (what: string, example: string) => `too long for ${what}: expected one such as ${example}`,
  malformed: (text: string, what: string, example: string) =>
    `cannot read "${text}" as ${what}: expected one such as ${example}`,
  decimalComma: (suggestion: string) => `decimals go after a point: did you mean ${suggestion}?`,
  missingUnit: (what: string, suggestion: string) => `${what} needs a unit: did you mean ${suggestion}?`,
  unknownUnit: (unit: string, suggestion: string | undefined, known: readonly string[]) =>
    suggestion === undefined
      ? `unknown unit "${unit}": known are ${known.join(', ')}`
      : `unknown unit "${unit}": did you mean "${suggestion}"?`,
  belowMicrosecond: (unit: string) => `unit "${unit}" is too fine: time counts whole microseconds, "us"`,
  noMonths: (unit: string) => `unit "${unit}" has no fixed length: write 30d for a month`,
  unitOrder: (text: string) => `units must go from large to small, each once, as in 1h30m: not "${text}"`,
  negative: (what: string) => `${what} cannot be negative`,
  tooLarge: (what: string, limit: string) => `${what} cannot be more than ${limit}`,
  tooSmall: (what: string, smallest: string) => `${what} cannot be below ${smallest} and not zero`,
  notWhole: (text: string) => `expected a whole number, not ${text}`,
  percentMissing: (text: string) => `a share cannot be more than 1: did you mean ${text}%?`,
  shareTooLarge: (text: string) => `a share cannot be more than 100%, not ${text}`,
  notARange: (text: string, example: string) => `cannot read "${text}" as a range: expected one such as ${example}`,
  rangeEnd: (end: 'lower' | 'upper', message: string) => `${end} end of the range: ${message}`,
  rangeBackwards: (suggestion: string) => `the range runs backwards: did you mean ${suggestion}?`,
  spacedEnds: (text: string) =>
    `the ends of "${text}" are one number and one unit each, the same unit: expected such as 100/s..900/s:9`,
  spacedAlike: (text: string) => `both ends of "${text}" are the same`,
  spacedCount: (count: string, most: number) => `a range is cut into 2 to ${most} values, not ${count}`,
};
