import { Changes, DEADLINE_MS, within } from './wait.mjs';

/** The two families of Socket.IO clients, with the options their published front ends pass to `io`. */
export const STANDARD = {
  path: '/socket.io/',
  options: ({ token, tenantId, transports = ['websocket', 'polling'] }) => ({
    auth: { token, tenantId },
    reconnection: true,
    reconnectionDelay: 5000,
    reconnectionAttempts: 10,
    transports,
  }),
};
export const CLINIC = {
  path: '/api/socket/',
  options: ({ token, transports = ['websocket', 'polling'] }) => ({
    path: '/api/socket',
    transports,
    auth: { token },
    reconnection: true,
    reconnectionDelay: 1000,
    reconnectionDelayMax: 5000,
    reconnectionAttempts: 5,
  }),
};

/** The position in the tenant's log with which events end for clients that can recover; none of the event's own arguments. */
const OFFSET = /^[a-z0-9]+-\d+$/;

function withoutOffset(args) {
  const last = args.at(-1);
  return args.length > 1 && typeof last === 'string' && OFFSET.test(last) ? args.slice(0, -1) : args;
}

/** A published Socket.IO client that keeps every event it is sent. */
export class Client {
  #socket;
  #received = 0;
  #unread = [];
  #changes = new Changes();

  constructor(socket) {
    this.#socket = socket;
    socket.onAny((name, ...args) => this.#record({ name, args: withoutOffset(args) }));
    socket.on('connect', () => this.#record({ name: '(connect)' }));
    socket.on('connect_error', (error) => this.#record({ name: '(connect_error)', error }));
    socket.on('disconnect', (reason) => this.#record({ name: '(disconnect)', reason }));
  }

  #record(event) {
    this.#received += 1;
    this.#unread.push({ ...event, order: this.#received });
    this.#changes.announce();
  }

  /** The socket itself, for what only it can do. */
  get socket() {
    return this.#socket;
  }

  /** `websocket` or `polling`, as now in use. */
  get transport() {
    return this.#socket.io.engine.transport.name;
  }

  /** Waits for the transport to become a WebSocket. */
  async upgraded() {
    const engine = this.#socket.io.engine;
    if (engine.transport.name !== 'websocket') {
      const upgrade = new Promise((done) => engine.once('upgrade', done));
      await within(DEADLINE_MS, upgrade, () => 'no upgrade to websocket');
    }
  }

  /** Waits for the first event, not yet taken, that `wanted` accepts, and takes it; others stay. */
  #take(what, wanted, ms) {
    const find = () => {
      const index = this.#unread.findIndex(wanted);
      return index < 0 ? undefined : this.#unread.splice(index, 1)[0];
    };
    const describe = () => `no ${what}; received: ${this.#unread.map((event) => event.name)}`;
    return this.#changes.until(find, { ms, describe });
  }

  connected(ms) {
    const refused = this.#take('connect', ({ name }) => name === '(connect)' || name === '(connect_error)', ms);
    return refused.then(({ name, error }) => {
      if (name === '(connect_error)') {
        throw error;
      }
    });
  }

  /** Waits for a connection however many attempts fail before. */
  reconnected(ms) {
    return this.#take('connect', ({ name }) => name === '(connect)', ms);
  }

  /** The message with which the server refuses this client. */
  async refusal() {
    const { name, error } = await this.#take('refusal', (event) => /^\(connect(_error)?\)$/.test(event.name));
    if (name === '(connect)') {
      throw new Error('connected (expected: a refusal)');
    }
    return error.message;
  }

  /** The reason given when the connection ended. */
  async disconnected(ms) {
    return (await this.#take('disconnect', ({ name }) => name === '(disconnect)', ms)).reason;
  }

  /** The arguments' first of the next event `name` that `wanted` accepts. */
  async next(name, wanted = () => true) {
    return (await this.#take(name, (event) => event.name === name && wanted(...event.args))).args[0];
  }

  /** Waits for an event `name` and leaves it to whoever takes it. */
  async sees(name) {
    const event = await this.#take(name, (candidate) => candidate.name === name);
    this.#unread.push(event);
    this.#unread.sort((a, b) => a.order - b.order);
  }

  /**
   * Waits for the first event `name` that `wanted` accepts and takes it with everything before.
   *
   * @returns what came before, in the order of arrival, as `[name, ...arguments]`; connection states are left out
   */
  async upTo(name, wanted) {
    const last = await this.#take(name, (event) => event.name === name && wanted(...event.args));
    const earlier = this.#unread.filter(({ order }) => order < last.order);
    this.#unread = this.#unread.filter(({ order }) => order > last.order);
    return earlier.filter(({ args }) => args !== undefined).map(({ name: earlierName, args }) => [earlierName, ...args]);
  }

  emit(name, ...args) {
    this.#socket.emit(name, ...args);
  }

  /** Emits with a callback and waits for the acknowledgement's arguments. */
  request(name, ...args) {
    const answer = new Promise((done) => this.#socket.emit(name, ...args, (...values) => done(values)));
    return within(DEADLINE_MS, answer, () => `no acknowledgement of ${name}`);
  }

  close() {
    this.#socket.close();
  }
}
