/** The room for events, commands and questions that wait, counted in entries and bytes over all tenants. */
'use strict';

class Budget {
  #maxEvents;
  #maxBytes;
  #events = 0;
  #bytes = 0;
  #onEmpty = [];

  constructor({ maxEvents, maxBytes }) {
    this.#maxEvents = maxEvents;
    this.#maxBytes = maxBytes;
  }

  /** Whether an event of this size has room when nothing else waits. */
  isLargeEnoughFor(bytes) {
    return bytes <= this.#maxBytes;
  }

  /** Takes room for one event, if there is enough. */
  tryReserve(bytes) {
    if (this.#events + 1 > this.#maxEvents || this.#bytes + bytes > this.#maxBytes) {
      return false;
    }
    this.#events += 1;
    this.#bytes += bytes;
    return true;
  }

  /** Returns the room of one event. */
  release(bytes) {
    this.#events -= 1;
    this.#bytes -= bytes;
    if (this.#events === 0) {
      this.#onEmpty.splice(0).forEach((done) => done());
    }
  }

  /** Settles when no event waits. */
  whenEmpty() {
    return this.#events === 0 ? Promise.resolve() : new Promise((done) => this.#onEmpty.push(done));
  }
}

module.exports = { Budget };
