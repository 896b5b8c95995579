/** The server object that back ends pass around as `io`. */
'use strict';

const { Deliveries } = require('./deliveries.cjs');
const { BroadcastOperator, EVERYBODY } = require('./operator.cjs');
const { readOptions } = require('./options.cjs');
const { Reports } = require('./reports.cjs');
const { Router } = require('./router.cjs');

/** Members of Socket.IO's server for connections, which CareWire serves instead. */
const WITHOUT_EFFECT = [
  'use', 'on', 'once', 'off', 'addListener', 'prependListener', 'removeListener', 'removeAllListeners',
  'attach', 'listen', 'bind', 'adapter', 'serverSideEmit',
];

const FLUSH_TIMEOUT_MS = 5_000;

class Server extends BroadcastOperator {
  #emitter;
  #httpServer;

  /**
   * Takes the arguments of Socket.IO's constructor: `(options)`, `(httpServer, options)` or `(port, options)`. It never
   * listens. Socket.IO's own options have no effect.
   *
   * @throws Error if an option is invalid; its message names all faults
   */
  constructor(...args) {
    const given = args.length > 1 ? args[1] : isServer(args[0]) ? {} : args[0];
    const options = readOptions(given ?? {}, process.env);
    const reports = new Reports(options.log);
    const deliveries = new Deliveries(options, reports);
    const emitter = { options, reports, deliveries, router: new Router(options, deliveries.budget) };
    super(emitter);
    this.#emitter = emitter;
    this.#httpServer = isServer(args[0]) && typeof args[0] === 'object' ? args[0] : undefined;
    this.engine = withoutEffect({}, 'io.engine', reports);
    withoutEffect(this, 'io', reports);
  }

  /** An `EventEmitter` with the events `dropped`, `unreachable` and `reachable`. */
  get carewire() {
    return this.#emitter.reports.events;
  }

  get sockets() {
    return this;
  }

  /** The main namespace; CareWire has no other, so events to another one are dropped. */
  of(namespace) {
    const name = String(namespace).replace(/^\/?/, '/');
    return name === '/' ? this : withoutEffect(
      new BroadcastOperator(this.#emitter, { ...EVERYBODY, namespace: name }), `io.of('${name}')`, this.#emitter.reports,
    );
  }

  /**
   * Waits until CareWire has accepted what was emitted, for 5 s by default.
   *
   * @returns whether it has, within the time
   */
  flush(timeoutMs = FLUSH_TIMEOUT_MS) {
    return this.#emitter.deliveries.flush(timeoutMs);
  }

  /** Closes the HTTP server like Socket.IO's server; meanwhile flushes for at most `closeTimeoutMs` and drops the rest. */
  async close(callback) {
    const closed = this.#closeHttp();
    await this.#emitter.deliveries.close(this.#emitter.options.closeTimeoutMs);
    callback?.(await closed);
  }

  #closeHttp() {
    return new Promise((done) => (this.#httpServer === undefined ? done() : this.#httpServer.close(done)));
  }
}

function isServer(value) {
  return typeof value === 'number' || typeof value === 'string' || typeof value?.listen === 'function';
}

/** Adds the members without effect; each logs once that it has none. */
function withoutEffect(target, name, reports) {
  for (const member of WITHOUT_EFFECT) {
    target[member] = () => {
      reports.once(`${name}.${member} has no effect: CareWire serves the connections`);
      return target;
    };
  }
  return target;
}

module.exports = { Server };
