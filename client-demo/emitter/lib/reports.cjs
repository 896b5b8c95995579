/** What an emitter reports: dropped events, and whether it reaches CareWire. */
'use strict';

const { EventEmitter } = require('node:events');
const { UnansweredError } = require('./unanswered.cjs');

/** Drops of one reason are logged at once and then summed up this often. */
const LOG_INTERVAL_MS = 10_000;

/**
 * Sends reports to listeners and to the log, which receives names, codes and counts, never rooms or arguments.
 * Listeners that throw have no effect on the emitter.
 */
class Reports {
  /** Emits `dropped`, `unreachable` and `reachable`. */
  events = new EventEmitter();
  #log;
  #said = new Set();
  #unlogged = new Map();
  #unreachableSince;

  /** @param log an object with a function `warn` */
  constructor(log) {
    this.#log = log;
  }

  /**
   * An event that no client will receive, or a tenant without an answer to `fetchSockets`.
   *
   * @param drop `{reason, event, rooms, tenant, detail}`
   */
  dropped(drop) {
    this.#publish('dropped', drop);
    const counted = this.#unlogged.get(drop.reason);
    if (counted === undefined) {
      this.#warn(`dropped ${drop.event}: ${describe(drop)}`);
      this.#unlogged.set(drop.reason, 0);
      setTimeout(() => this.#logCount(drop.reason), LOG_INTERVAL_MS).unref();
    } else {
      this.#unlogged.set(drop.reason, counted + 1);
    }
  }

  /** An entry of a backlog that CareWire will not receive: an event is dropped, a question fails. */
  notSent(tenant, { event, rooms, answered }, reason, detail) {
    if (answered === undefined) {
      this.dropped({ reason, event, rooms, tenant, detail });
    } else {
      answered(UnansweredError.notAsked(reason, detail));
    }
  }

  /** A request failed and is repeated. */
  unreachable(code) {
    if (this.#unreachableSince === undefined) {
      this.#unreachableSince = Date.now();
      this.#warn(`CareWire does not accept events (${code}); the emitter keeps them and retries`);
      this.#publish('unreachable', { code });
    }
  }

  /** CareWire has accepted a request. */
  reachable() {
    if (this.#unreachableSince !== undefined) {
      const forMs = Date.now() - this.#unreachableSince;
      this.#unreachableSince = undefined;
      this.#warn(`CareWire accepts events again, after ${Math.ceil(forMs / 1_000)} s`);
      this.#publish('reachable', { forMs });
    }
  }

  /** Something that is worth a line once in the life of the emitter. */
  once(text) {
    if (!this.#said.has(text)) {
      this.#said.add(text);
      this.#warn(text);
    }
  }

  #logCount(reason) {
    const count = this.#unlogged.get(reason);
    this.#unlogged.delete(reason);
    if (count > 0) {
      this.#warn(`dropped ${count} more: ${reason}`);
    }
  }

  #publish(name, report) {
    try {
      this.events.emit(name, report);
    } catch (error) {
      this.#warn(`a listener of "${name}" failed: ${error?.name}`);
    }
  }

  #warn(text) {
    try {
      this.#log.warn(`[carewire] ${text}`);
    } catch {
      // A log that fails must not fail the request that emits.
    }
  }
}

function describe({ reason, detail }) {
  return detail === undefined ? reason : `${reason} (${detail})`;
}

module.exports = { Reports };
