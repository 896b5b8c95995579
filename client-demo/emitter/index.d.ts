/** The emitting part of Socket.IO's server API, for back ends whose clients CareWire serves. */
import type { EventEmitter } from 'node:events';

type Value<T> = T | PromiseLike<T>;

/** The family of a back end's clients. */
export type Family = 'derm-app' | 'clinic' | 'keneyapp' | 'healthmate' | 'diagnoxix';

/** Options of an emitter. Exactly one of `token`, `secret` and `tokenFor` is required. */
export interface EmitterOptions {
  /** Address of CareWire, with a base path if a proxy adds one. Default: `CAREWIRE_URL`. */
  url?: string;
  /** Family of the clients. Default: `CAREWIRE_FAMILY`. */
  family?: Family;
  /** Token of one tenant, with the role `service`. Default: `CAREWIRE_TOKEN`. */
  token?: string;
  /** CareWire's `auth.secret`: the emitter signs a token for each tenant. Default: `CAREWIRE_SECRET`. */
  secret?: string;
  /** Supplies a token for a tenant; the emitter keeps it until a minute before its end. */
  tokenFor?: (tenant: string) => Value<string>;
  /** Tenants that receive `io.emit`. Default: none, or that of `token`. */
  tenants?: readonly string[] | (() => Value<readonly string[]>);
  /**
   * Finds the tenant of a room whose name does not contain it, such as `user:7`. Without an answer within
   * `tenantTimeoutMs`, the emitter drops the event. For commands such as `socketsJoin`, `args` is empty.
   */
  tenantOf?: (room: string, event: string, args: unknown[]) => Value<string | number | null | undefined>;
  /** User of signed tokens. Default: `back-end`. */
  userId?: string;
  /** `iss` of signed tokens. Default: none. */
  issuer?: string;
  /** `aud` of signed tokens. Default: none. */
  audience?: string;
  /** Receives one line for each kind of trouble. Default: `console`. */
  log?: { warn(text: string): void };
  /** Events that wait, over all tenants: 1 to 1,000,000, default 10,000. */
  maxEvents?: number;
  /** Bytes that wait, over all tenants: 1,024 to 1,073,741,824, default 16,777,216. */
  maxBytes?: number;
  /** Age at which the emitter stops retrying: 1,000 to 86,400,000 ms, default 600,000. */
  maxAgeMs?: number;
  /** Time for one request: 10 to 60,000 ms, default 10,000. */
  requestTimeoutMs?: number;
  /** Time for `tenantOf`, `tokenFor` and `tenants`: 10 to 60,000 ms, default 5,000. */
  tenantTimeoutMs?: number;
  /** Time for clients' answers without `timeout(ms)`: 100 to 30,000 ms, default 5,000. */
  ackTimeoutMs?: number;
  /** Time in which `close()` sends what waits: 0 to 60,000 ms, default 5,000. */
  closeTimeoutMs?: number;
  /** Socket.IO's own options have no effect. */
  [other: string]: unknown;
}

/** Why the emitter dropped an event. */
export type DropReason =
  /** No tenant is known for a room. */
  | 'no-tenant'
  /** CareWire rejected it; `detail` has status, code and text. */
  | 'rejected'
  /** Too many events wait; the oldest of the tenant make room. */
  | 'full'
  /** It waited longer than `maxAgeMs`. */
  | 'expired'
  /** It was `fetchSockets`, and CareWire did not answer; `detail` has the cause. */
  | 'unreachable'
  /** It was `fetchSockets`, and CareWire did not accept earlier events within `requestTimeoutMs`. */
  | 'behind'
  /** It was volatile, and CareWire did not accept events. */
  | 'volatile'
  /** The emitter was closed. */
  | 'closed'
  /** An argument contains bytes. */
  | 'binary'
  /** An argument has a cycle, or a value that JSON does not know. */
  | 'not-json'
  /** Socket.IO reserves the name. */
  | 'reserved-name'
  /** It was for another namespace than `/`. */
  | 'namespace';

/** An event that no client will receive, a command such as `socketsJoin`, or a tenant without an answer to `fetchSockets`. */
export interface Drop {
  reason: DropReason;
  event: string;
  rooms: string[];
  tenant?: string;
  detail?: string;
}

/** Reports of an emitter. */
export interface Reports extends EventEmitter {
  on(name: 'dropped', listener: (drop: Drop) => void): this;
  on(name: 'unreachable', listener: (report: { code: string }) => void): this;
  on(name: 'reachable', listener: (report: { forMs: number }) => void): this;
}

type Rooms = string | string[];
type EventName<Events> = keyof Events & string;
type Arguments<F> = F extends (...args: infer P) => unknown ? P : never;
type AnyEvents = Record<string, (...args: any[]) => void>;

/** A connected client. */
export interface RemoteSocket<EmitEvents = AnyEvents> {
  readonly id: string;
  readonly rooms: Set<string>;
  readonly data: { userId: string; tenantId: string; name?: string; roles: string[] };
  readonly handshake: { issued: number; time: string };
  timeout(ms: number): BroadcastOperator<EmitEvents>;
  emit<E extends EventName<EmitEvents>>(event: E, ...args: Arguments<EmitEvents[E]>): boolean;
  join(rooms: Rooms): void;
  leave(room: string): void;
  disconnect(close?: boolean): this;
}

/** A target of events. Every call returns another operator. */
export class BroadcastOperator<EmitEvents = AnyEvents> {
  protected constructor();
  to(room: Rooms): BroadcastOperator<EmitEvents>;
  in(room: Rooms): BroadcastOperator<EmitEvents>;
  except(room: Rooms): BroadcastOperator<EmitEvents>;
  compress(compress: boolean): BroadcastOperator<EmitEvents>;
  /** Time for clients' answers; below 100 or above 30,000 ms, the nearer of both counts. */
  timeout(ms: number): BroadcastOperator<EmitEvents>;
  readonly volatile: BroadcastOperator<EmitEvents>;
  readonly local: BroadcastOperator<EmitEvents>;
  emit<E extends EventName<EmitEvents>>(event: E, ...args: Arguments<EmitEvents[E]>): true;
  emit(event: string, ...argsAndCallback: [...any[], (error: Error | null, responses: any) => void]): true;
  /** Rejects if a client does not answer in time, as in Socket.IO, and without an answer of CareWire. */
  emitWithAck(event: string, ...args: any[]): Promise<any>;
  send(...args: any[]): this;
  write(...args: any[]): this;
  /** The connected clients. Never rejects without an answer of CareWire: those of the other tenants, perhaps none; see `Drop`. */
  fetchSockets(): Promise<RemoteSocket<EmitEvents>[]>;
  /** The ids of `fetchSockets`. */
  allSockets(): Promise<Set<string>>;
  socketsJoin(rooms: Rooms): void;
  socketsLeave(rooms: Rooms): void;
  disconnectSockets(close?: boolean): void;
}

/**
 * The server object that back ends pass around as `io`. The type parameters are those of Socket.IO's server; only the
 * second one matters.
 */
export class Server<
  ListenEvents = AnyEvents,
  EmitEvents = ListenEvents,
  ServerSideEvents = AnyEvents,
  SocketData = any,
> extends BroadcastOperator<EmitEvents> {
  constructor(options?: EmitterOptions);
  constructor(httpServer: object | number | string, options?: EmitterOptions);
  /** Reports of dropped events and of CareWire's reachability. */
  readonly carewire: Reports;
  readonly sockets: this;
  readonly engine: Record<string, (...args: any[]) => any>;
  of(namespace: string): BroadcastOperator<EmitEvents> & Record<string, any>;
  /** Waits until CareWire has accepted what was emitted and answered what was asked, for 5,000 ms by default; false if it has not by then. */
  flush(timeoutMs?: number): Promise<boolean>;
  /** Closes the HTTP server, flushes for at most `closeTimeoutMs` and drops the rest. */
  close(callback?: (error?: Error) => void): Promise<void>;
  /** Has no effect, like the following members: CareWire serves the connections. Each logs this once. */
  use(...args: any[]): this;
  on(event: string, listener: (...args: any[]) => any): this;
  once(event: string, listener: (...args: any[]) => any): this;
  off(event: string, listener: (...args: any[]) => any): this;
  addListener(event: string, listener: (...args: any[]) => any): this;
  prependListener(event: string, listener: (...args: any[]) => any): this;
  removeListener(event: string, listener: (...args: any[]) => any): this;
  removeAllListeners(event?: string): this;
  attach(...args: any[]): this;
  listen(...args: any[]): this;
  bind(engine: any): this;
  adapter(adapter: any): this;
  serverSideEmit(event: string, ...args: any[]): this;
}

/** A server object for one client family. */
export function carewire(options: EmitterOptions): Server;
