/** The contract of a key distribution. */

/** Number of the next key, from 0. */
export type KeyChooser = () => number;
