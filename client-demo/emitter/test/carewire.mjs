/** A stand-in for CareWire's HTTP API: it records requests and answers as a test asks. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

const { carewire } = createRequire(import.meta.url)('../index.cjs');

export const SECRET = 'a secret of at least 32 bytes, for tests';
const DEADLINE_MS = 10_000;

/** Accepts every request. */
const accept = () => ({ status: 201, body: { success: true, data: { events: [] } } });

export class CareWire {
  #server;
  /** `{path, token, claims, body, at}` of each request, in order. */
  requests = [];
  /** Answers a request with `{status, headers, body}`; never, if it returns undefined; a text as body is sent as it is. */
  answer = accept;

  static async start(port = 0) {
    const carewireServer = new CareWire();
    await carewireServer.listen(port);
    return carewireServer;
  }

  async listen(port) {
    this.#server = createServer((request, response) => this.#serve(request, response));
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
  }

  /** Verbatim events of all requests that were accepted, in order. */
  get events() {
    return this.requests.filter(({ accepted }) => accepted).flatMap(({ body }) => body.events ?? []);
  }

  async until(condition) {
    const end = Date.now() + DEADLINE_MS;
    while (!condition()) {
      if (Date.now() > end) {
        throw new Error(`${condition}: not within ${DEADLINE_MS} ms; ${this.requests.length} requests`);
      }
      await delay(5);
    }
  }

  async close() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request, response) {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const token = request.headers.authorization.replace('Bearer ', '');
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}');
    const text = Buffer.concat(chunks).toString();
    const call = { path: request.url, token, claims, text, body: JSON.parse(text), at: Date.now() };
    this.requests.push(call);
    const answer = await this.answer(call, this.requests.length);
    if (answer !== undefined) {
      call.accepted = answer.status < 300;
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
    }
  }
}

export const rejection = (status, code, error) => ({ status, body: { success: false, code, error } });

/** An emitter that records what it logs and drops. */
export function emitter(url, options = {}) {
  const lines = [];
  const io = carewire({
    url,
    family: 'derm-app',
    ...(options.token === undefined && options.tokenFor === undefined ? { secret: SECRET } : {}),
    log: { warn: (text) => lines.push(text) },
    ...options,
  });
  const drops = [];
  io.carewire.on('dropped', (drop) => drops.push(drop));
  return { io, lines, drops };
}

/** An unsigned token with these claims. */
export function token(claims) {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
}
