/** The smallest prime that is at least `n`. */
export function nextPrime(n: number): number {
  let candidate = Math.max(2, n);
  while (!isPrime(candidate)) candidate++;
  return candidate;
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
}
