/** Names longer than this do not fit beside one another on a phone. */
const SHORT = 12;

/** How many names of a legend stand side by side. */
export const legendColumns = (names: readonly string[]): number =>
  names.some((name) => name.length > SHORT) ? 1 : Math.min(4, Math.max(1, names.length));
