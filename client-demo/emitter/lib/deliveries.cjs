/** The deliveries of an emitter: one backlog for each tenant, within one budget. */
'use strict';

const { TenantBacklog } = require('./backlog.cjs');
const { Budget } = require('./budget.cjs');
const { Endpoint } = require('./endpoint.cjs');
const { Tokens } = require('./tokens.cjs');

/** Time for running requests to end once their connections are closed. */
const SETTLE_MS = 1_000;

class Deliveries {
  #parts;
  #backlogs = new Map();
  #closed = false;

  constructor(options, reports) {
    this.#parts = {
      options,
      reports,
      budget: new Budget(options),
      tokens: new Tokens(options),
      endpoint: new Endpoint(options.url),
      // Connections of their own: a question waits for clients, and neither events nor lists of sockets must wait that long.
      answers: new Endpoint(options.url),
      sockets: new Endpoint(options.url),
    };
  }

  get budget() {
    return this.#parts.budget;
  }

  /** Appends an entry to the backlog of a tenant. */
  add(tenant, entry) {
    if (this.#closed) {
      this.#parts.reports.notSent(tenant, entry, 'closed');
      return;
    }
    let backlog = this.#backlogs.get(tenant);
    if (backlog === undefined) {
      backlog = new TenantBacklog(tenant, this.#parts, () => this.#backlogs.delete(tenant));
      this.#backlogs.set(tenant, backlog);
    }
    backlog.add(entry);
  }

  /** Waits until CareWire has accepted or answered what waits; returns whether it has, within the time. */
  async flush(ms) {
    let timer;
    const deadline = new Promise((done) => {
      timer = setTimeout(() => done(false), ms);
    });
    try {
      return await Promise.race([this.#parts.budget.whenEmpty().then(() => true), deadline]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Flushes, then drops the rest and ends all connections. */
  async close(ms) {
    await this.flush(ms);
    this.#closed = true;
    this.#backlogs.forEach((backlog) => backlog.close());
    this.#parts.endpoint.close();
    this.#parts.answers.close();
    this.#parts.sockets.close();
    await this.flush(SETTLE_MS);
  }
}

module.exports = { Deliveries };
