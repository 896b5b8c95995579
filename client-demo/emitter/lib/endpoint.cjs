/** CareWire's HTTP API. Not `fetch`, which some frameworks replace by one that caches. */
'use strict';

const http = require('node:http');
const https = require('node:https');

/** Connections to CareWire; also the number of requests that run at a time. */
const MAX_CONNECTIONS = 8;
const MAX_ANSWER_BYTES = 16_777_216;

/** A request without a usable answer. `code` is Node's, such as `ECONNREFUSED`, or `TIMEOUT`, `FOREIGN` or `CLOSED`. */
class UnreachableError extends Error {
  constructor(code) {
    super(`no answer (${code})`);
    this.code = code;
  }
}

/** One CareWire server, with a bounded number of connections that idle without keeping the process alive. */
class Endpoint {
  #base;
  #client;
  #agent;
  #free = MAX_CONNECTIONS;
  #waiting = [];
  #running = new Set();
  #closed = false;

  /** @param url the server's address, with a base path if a proxy adds one */
  constructor(url) {
    this.#base = new URL(url.endsWith('/') ? url : `${url}/`);
    this.#client = this.#base.protocol === 'https:' ? https : http;
    this.#agent = new this.#client.Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS });
  }

  /**
   * Sends a JSON text.
   *
   * @param path relative to the server's address
   * @param timeoutMs from the moment at which a connection is free
   * @param waitMs for a free connection; without it, the text waits for one as long as it takes
   * @param onSent is called when the last byte is written
   * @returns `{status, retryAfterMs, body}`: the body is CareWire's JSON object
   * @throws UnreachableError
   */
  async post(path, token, text, { timeoutMs, waitMs, onSent }) {
    await this.#acquire(waitMs);
    try {
      if (this.#closed) {
        throw new UnreachableError('CLOSED');
      }
      return await this.#send(path, token, Buffer.from(text), timeoutMs, onSent);
    } finally {
      this.#release();
    }
  }

  /** Ends all requests and connections, and refuses further requests. */
  close() {
    this.#closed = true;
    this.#running.forEach((request) => request.destroy(new UnreachableError('CLOSED')));
    this.#agent.destroy();
  }

  async #acquire(waitMs) {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise((granted, failed) => {
      const place = { granted };
      this.#waiting.push(place);
      if (waitMs !== undefined) {
        place.deadline = setTimeout(() => {
          this.#waiting.splice(this.#waiting.indexOf(place), 1);
          failed(new UnreachableError('TIMEOUT'));
        }, waitMs).unref();
      }
    });
  }

  #release() {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#free += 1;
    } else {
      clearTimeout(next.deadline);
      next.granted();
    }
  }

  #send(path, token, bytes, timeoutMs, onSent) {
    return new Promise((done, failed) => {
      const request = this.#client.request(new URL(path, this.#base), {
        method: 'POST',
        agent: this.#agent,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': bytes.length,
        },
      });
      const deadline = setTimeout(() => request.destroy(new UnreachableError('TIMEOUT')), timeoutMs);
      this.#running.add(request);
      request.once('close', () => {
        clearTimeout(deadline);
        this.#running.delete(request);
      });
      request.once('error', (error) =>
        failed(error instanceof UnreachableError ? error : new UnreachableError(error.code ?? 'FAILED')),
      );
      request.once('response', (response) => read(response).then(done, failed));
      request.end(bytes, onSent);
    });
  }
}

async function read(response) {
  const chunks = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) {
        throw new UnreachableError('FOREIGN');
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof UnreachableError ? error : new UnreachableError(error.code ?? 'FAILED');
  }
  return {
    status: response.statusCode,
    retryAfterMs: waitOf(response.headers['retry-after']),
    body: jsonObject(Buffer.concat(chunks).toString()),
  };
}

/** The JSON object of an answer; an empty one if it is something else, such as a proxy's page. */
function jsonObject(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : {};
  } catch {
    return {};
  }
}

/** The milliseconds of a Retry-After header: seconds or a date; 0 without one. */
function waitOf(header) {
  if (header === undefined) {
    return 0;
  }
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}

module.exports = { Endpoint, UnreachableError };
