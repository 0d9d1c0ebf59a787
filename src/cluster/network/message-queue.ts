/** A first-in, first-out ring of messages. Empty ones hold no memory; it doubles when full. */
export class MessageQueue {
  length = 0;
  private head = 0;
  private ring: unknown[] = [];

  push(message: unknown): void {
    if (this.length === this.ring.length) {
      const larger = [...this.ring.slice(this.head), ...this.ring.slice(0, this.head)];
      while (larger.length < Math.max(4, 2 * this.length)) larger.push(undefined);
      this.ring = larger;
      this.head = 0;
    }
    this.ring[(this.head + this.length++) & (this.ring.length - 1)] = message;
  }

  /** The oldest; only while `length` > 0. */
  shift(): unknown {
    const message = this.ring[this.head];
    this.ring[this.head] = undefined;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.length--;
    return message;
  }

  /** The newest; only while `length` > 0. */
  pop(): unknown {
    const at = (this.head + --this.length) & (this.ring.length - 1);
    const message = this.ring[at];
    this.ring[at] = undefined;
    return message;
  }
}
