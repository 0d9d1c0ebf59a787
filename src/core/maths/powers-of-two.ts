/**
 * Every power of two that a double can hold, by exponent: `POWERS_OF_TWO[k + 1074]` is 2^k, k = −1074 … 1023. A table
 * since assembling a double from its halves stalls the processor for longer than the whole polynomial takes.
 */
export const POWERS_OF_TWO = new Float64Array(1074 + 1024);

POWERS_OF_TWO[1074] = 1;
for (let k = 1; k <= 1023; k++) POWERS_OF_TWO[1074 + k] = POWERS_OF_TWO[1073 + k] * 2;
for (let k = -1; k >= -1074; k--) POWERS_OF_TWO[1074 + k] = POWERS_OF_TWO[1075 + k] / 2;
