import { DEADLINE_MS } from './wait.mjs';

/** `fetch` with a deadline of `ms` milliseconds, and with the cause in the message of its failure. */
export async function request(url, { ms = DEADLINE_MS, ...options } = {}) {
  try {
    return await fetch(url, { ...options, signal: AbortSignal.timeout(ms) });
  } catch (error) {
    throw new Error(`${options.method ?? 'GET'} ${url}: ${error.cause ?? error}`, { cause: error });
  }
}

/** The HTTP API with one user's token. */
export class Api {
  #url;
  #token;
  #ms;

  /** @param ms how long a call may take, in milliseconds */
  constructor(url, token, ms = DEADLINE_MS) {
    this.#url = url;
    this.#token = token;
    this.#ms = ms;
  }

  /**
   * One call; every answer has a JSON body, or none.
   *
   * @param body an object to send as JSON, or a string to send as it is
   * @param more further headers
   */
  async call(method, path, body, more = {}) {
    const headers = { ...more };
    if (this.#token !== undefined) {
      headers.authorization = `Bearer ${this.#token}`;
    }
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
    }
    const response = await request(this.#url + path, {
      ms: this.#ms,
      method,
      headers,
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** The body of a call that must succeed; without its envelope where it has one. */
  async #value(method, path, body) {
    const answer = await this.call(method, path, body);
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(`${method} ${path}: HTTP ${answer.status} ${JSON.stringify(answer.body)} (expected: 2xx)`);
    }
    return answer.body?.success === true ? answer.body.data : answer.body;
  }

  get(path) {
    return this.#value('GET', path);
  }

  post(path, body) {
    return this.#value('POST', path, body);
  }

  put(path, body) {
    return this.#value('PUT', path, body);
  }
}
