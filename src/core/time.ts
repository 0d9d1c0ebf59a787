/**
 * Virtual time: an integer number of microseconds held in a double, exact for 285 years.
 * Everything below the scenario floor counts in `Micros`; results count in seconds.
 */
export type Micros = number;

export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000_000;
export const MINUTE: Micros = 60 * SECOND;
export const HOUR: Micros = 60 * MINUTE;
export const DAY: Micros = 24 * HOUR;
/** 365 days, the year of every "nines" table. */
export const YEAR: Micros = 365 * DAY;

/** Microseconds as seconds. */
export const toSeconds = (time: Micros): number => time / SECOND;
