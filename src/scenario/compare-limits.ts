/** How large a comparison may be: asked before anything is multiplied out. */
export const COMPARE_LIMITS = {
  /** Each is a scenario of its own in memory. */
  variants: 2_000,
  /** Over all variants; each keeps some hundred figures in memory. */
  runs: 200_000,
} as const;
