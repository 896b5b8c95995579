/** The addressing and emitting part of Socket.IO's server API. Operators never change; each call returns another one. */
'use strict';

const { ArgumentsError, encodeArguments } = require('./arguments.cjs');
const { roomOf, tenantIn } = require('./rooms.cjs');
const { UnansweredError } = require('./unanswered.cjs');

/** Names that Socket.IO's clients reserve. */
const RESERVED = new Set(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']);

/** CareWire's range of the time for answers. */
const LEAST_ACK_MS = 100;
const MOST_ACK_MS = 30_000;

const EVERYBODY = { rooms: [], except: [], namespace: '/' };

function union(list, more) {
  return [...new Set([...list, ...(Array.isArray(more) ? more : [more]).map(String)])];
}

class BroadcastOperator {
  #emitter;
  #target;

  /** @param emitter `{options, router, deliveries, reports}` */
  constructor(emitter, target = EVERYBODY) {
    this.#emitter = emitter;
    this.#target = target;
  }

  to(room) {
    return this.#with({ rooms: union(this.#target.rooms, room) });
  }

  in(room) {
    return this.to(room);
  }

  except(room) {
    return this.#with({ except: union(this.#target.except, room) });
  }

  timeout(ms) {
    return this.#with({ timeoutMs: ms });
  }

  get volatile() {
    return this.#with({ volatile: true });
  }

  /** CareWire's nodes are one server, so this is the same target. */
  get local() {
    return this.#with({});
  }

  /** CareWire's configuration decides about compression, so this is the same target. */
  compress() {
    return this.#with({});
  }

  /**
   * Sends an event. A function as the last argument receives the clients' answers, as after `timeout(ms)`.
   *
   * @returns true; the emitter reports what it drops
   */
  emit(event, ...args) {
    const callback = args.at(-1);
    if (typeof callback !== 'function') {
      this.#emit(String(event), args);
      return true;
    }
    // Outside the promise, so that a callback that throws fails as in Socket.IO.
    const answer = (error, responses) => setImmediate(() => callback.call(this, error, responses));
    this.emitWithAck(event, ...args.slice(0, -1)).then(
      (responses) => answer(null, responses),
      (error) => answer(error, error.responses),
    );
    return true;
  }

  /**
   * Sends an event and waits for the clients' answers.
   *
   * @returns the first argument of each client's answer
   * @throws Error if a client does not answer in time or CareWire cannot be asked; `responses` has the other answers
   */
  async emitWithAck(event, ...args) {
    const { timeoutMs: wanted = this.#emitter.options.ackTimeoutMs, single = false } = this.#target;
    const timeoutMs = Math.min(Math.max(wanted, LEAST_ACK_MS), MOST_ACK_MS);
    const fault = this.#faultOf(String(event));
    if (fault !== undefined) {
      throw Object.assign(UnansweredError.notAsked(fault), { responses: single ? null : [] });
    }
    const text = encodeArguments(args);
    const fields = (tenant, rooms) => ({ to: rooms, except: this.#exceptIn(tenant), event, timeoutMs });
    const question = { path: 'ask', field: 'answers', event: String(event), args, encoded: text, timeoutMs };
    const { answers, failures } = await this.#questions(question, fields);
    const responses = answers.flatMap(({ body }) => body.answers.map((answer) => answer.args[0]));
    const missing = answers.reduce((sum, { body }) => sum + body.missing, 0);
    const error = failures[0]?.error ?? (missing > 0 ? new Error('operation has timed out') : undefined);
    if (error !== undefined) {
      throw Object.assign(error, { responses: single ? null : responses });
    }
    return single ? responses[0] : responses;
  }

  send(...args) {
    this.emit('message', ...args);
    return this;
  }

  write(...args) {
    return this.send(...args);
  }

  /**
   * The connected clients. Never fails without an answer, since Socket.IO needs no network for it and its callers have no
   * `catch`: the emitter returns the clients of the tenants that it knows, and reports the others as dropped.
   */
  async fetchSockets() {
    const event = 'fetchSockets';
    const fault = this.#faultOf(event);
    if (fault !== undefined) {
      this.#drop(event, fault, this.#target.rooms);
      return [];
    }
    const fields = (tenant, rooms) => ({ in: rooms, except: this.#exceptIn(tenant) });
    const question = { path: 'fetch', field: 'sockets', event, args: [], timeoutMs: 0 };
    const { answers, failures } = await this.#questions(question, fields);
    failures.forEach(({ tenant, rooms, error: { reason, detail } }) =>
      this.#emitter.reports.dropped({ reason, event, rooms, tenant, detail }),
    );
    return answers.flatMap(({ tenant, body }) => {
      if (body.truncated) {
        this.#emitter.reports.once('fetchSockets: CareWire listed only a part of the sockets');
      }
      return body.sockets.map((socket) => new RemoteSocket(this.#emitter, tenant, socket));
    });
  }

  /** The ids of the connected clients, as `fetchSockets` finds them. */
  async allSockets() {
    return new Set((await this.fetchSockets()).map(({ id }) => id));
  }

  socketsJoin(rooms) {
    this.#command('join', 'socketsJoin', { rooms: union([], rooms) });
  }

  socketsLeave(rooms) {
    this.#command('leave', 'socketsLeave', { rooms: union([], rooms) });
  }

  disconnectSockets(close = false) {
    this.#command('disconnect', 'disconnectSockets', { close: Boolean(close) });
  }

  #with(change) {
    return new BroadcastOperator(this.#emitter, { ...this.#target, ...change });
  }

  #emit(event, args) {
    const fault = this.#faultOf(event);
    if (fault !== undefined) {
      this.#drop(event, fault, this.#target.rooms);
      return;
    }
    let text;
    try {
      text = encodeArguments(args);
    } catch (error) {
      this.#drop(event, error instanceof ArgumentsError ? error.reason : 'not-json', this.#target.rooms);
      return;
    }
    const delivery = this.#target.volatile === true ? 'volatile' : 'logged';
    this.#route(event, args, text, (tenant, rooms) => ({
      volatile: delivery === 'volatile',
      text: this.#json({ to: rooms.length > 0 ? rooms : [roomOf(tenant)], except: this.#exceptIn(tenant), event, delivery }, text),
    }));
  }

  #command(path, event, fields) {
    const fault = this.#faultOf(event);
    if (fault !== undefined) {
      this.#drop(event, fault, this.#target.rooms);
      return;
    }
    this.#route(event, [], '', (tenant, rooms) => ({
      path: `api/v1/sockets/${path}`,
      text: this.#json({ in: rooms, except: this.#exceptIn(tenant), ...fields }),
    }));
  }

  /**
   * Asks each tenant.
   *
   * @param question `{path, field, event, args, encoded, timeoutMs}`; `field` of the answer has its elements
   * @param fields makes the other fields of the request for a tenant and its rooms
   * @returns `answers` of `{tenant, body}` and `failures` of `{tenant, rooms, error}`
   */
  async #questions({ path, field, event, args, encoded, timeoutMs }, fields) {
    const asked = [];
    const failures = [];
    await new Promise((routed) => {
      const { rooms, tenant } = this.#target;
      this.#emitter.router.route({
        event,
        rooms,
        args,
        tenant,
        bytes: Buffer.byteLength(encoded ?? ''),
        send: (to, roomsOfTenant) => {
          const text = this.#json(fields(to, roomsOfTenant), encoded);
          asked.push(this.#ask(to, { event, rooms: roomsOfTenant, path: `api/v1/sockets/${path}`, field, text, timeoutMs }));
        },
        lost: (reason, lostRooms, detail) =>
          failures.push({ tenant, rooms: lostRooms, error: UnansweredError.notAsked(reason, detail) }),
        routed,
      });
    });
    const results = await Promise.all(asked);
    return {
      answers: results.filter(({ error }) => error === undefined),
      failures: [...failures, ...results.filter(({ error }) => error !== undefined)],
    };
  }

  /** `{tenant, rooms, error}` or `{tenant, rooms, body}`. */
  #ask(tenant, question) {
    return new Promise((done) => {
      this.#emitter.deliveries.add(tenant, {
        ...question,
        bytes: Buffer.byteLength(question.text),
        since: Date.now(),
        timeoutMs: question.timeoutMs + this.#emitter.options.requestTimeoutMs,
        answered: (error, body) => done({ tenant, rooms: question.rooms, error, body }),
      });
    });
  }

  /** Hands an event or a command to the tenants of its rooms; `entry` makes it for one of them. */
  #route(event, args, text, entry) {
    const { rooms, tenant } = this.#target;
    const since = Date.now();
    this.#emitter.router.route({
      event,
      rooms,
      args,
      tenant,
      bytes: Buffer.byteLength(text),
      send: (to, roomsOfTenant) => {
        const made = entry(to, roomsOfTenant);
        const bytes = Buffer.byteLength(made.text);
        this.#emitter.deliveries.add(to, { ...made, event, rooms: roomsOfTenant, bytes, since });
      },
      lost: (reason, lostRooms, detail) => this.#drop(event, reason, lostRooms, detail),
      routed: () => {},
    });
  }

  /** The JSON of a request; the arguments are encoded already. */
  #json(fields, args) {
    const text = JSON.stringify({ family: this.#emitter.options.family, ...fields });
    return args === undefined ? text : `${text.slice(0, -1)},"args":${args}}`;
  }

  /** The excepted rooms without those of other tenants, in which no client of this one is. */
  #exceptIn(tenant) {
    const { family } = this.#emitter.options;
    return this.#target.except.filter((room) => [undefined, tenant].includes(tenantIn(family, room)));
  }

  #faultOf(event) {
    return this.#target.namespace !== '/' ? 'namespace' : RESERVED.has(event) ? 'reserved-name' : undefined;
  }

  #drop(event, reason, rooms, detail) {
    this.#emitter.reports.dropped({ reason, event, rooms, tenant: this.#target.tenant, detail });
  }
}

/** A connected client, as `fetchSockets` describes it. */
class RemoteSocket {
  #operator;

  /** @param socket an element of CareWire's answer */
  constructor(emitter, tenant, { id, rooms, connectedAt, userId, tenantId, name, roles }) {
    this.id = id;
    this.rooms = new Set(rooms);
    this.data = { userId, tenantId, name, roles };
    const issued = Date.parse(connectedAt);
    this.handshake = { issued, time: new Date(issued).toString() };
    this.#operator = new BroadcastOperator(emitter, { ...EVERYBODY, rooms: [id], tenant, single: true });
  }

  timeout(ms) {
    return this.#operator.timeout(ms);
  }

  emit(event, ...args) {
    return this.#operator.emit(event, ...args);
  }

  join(rooms) {
    this.#operator.socketsJoin(rooms);
  }

  leave(room) {
    this.#operator.socketsLeave(room);
  }

  disconnect(close = false) {
    this.#operator.disconnectSockets(close);
    return this;
  }
}

module.exports = { BroadcastOperator, EVERYBODY };
