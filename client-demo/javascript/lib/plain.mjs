import { WebSocket } from 'ws';
import { Changes, DEADLINE_MS, within } from './wait.mjs';

/** A plain WebSocket that keeps every frame, in order. */
export class PlainSocket {
  #changes = new Changes();
  #taken = 0;
  /** Every text frame received. */
  frames = [];

  /** @param url of the server, with whatever scheme */
  constructor(url, path, options = {}) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, options);
    this.socket.on('message', (data) => {
      this.frames.push(data.toString());
      this.#changes.announce();
    });
    this.socket.on('error', () => {});
    /** Code and reason, once it has ended. */
    this.closed = new Promise((done) => {
      this.socket.on('close', (code, reason) => done({ code, reason: reason.toString() }));
    });
  }

  /** The next frame that was not looked at yet, as text. */
  async nextText() {
    const index = this.#taken;
    this.#taken += 1;
    const end = this.closed.then(({ code, reason }) => {
      throw new Error(`closed ${code} ${reason} before frame ${index}; received: ${this.frames}`);
    });
    end.catch(() => {});
    return this.#changes.until(() => this.frames[index], {
      describe: () => `no frame ${index}; received: ${this.frames}`,
      end,
    });
  }

  /** The next frame, read as JSON. */
  async next() {
    return JSON.parse(await this.nextText());
  }

  /** Everything that comes before the first frame that `isLast` accepts; that one is taken, too. */
  async upTo(isLast) {
    const before = [];
    for (let frame = await this.next(); !isLast(frame); frame = await this.next()) {
      before.push(frame);
    }
    return before;
  }

  send(data) {
    this.socket.send(typeof data === 'string' || Buffer.isBuffer(data) ? data : JSON.stringify(data));
  }

  /** Waits until it has ended, and says how. */
  ended(ms = DEADLINE_MS) {
    return within(ms, this.closed, () => `still open; received: ${this.frames}`);
  }

  close() {
    this.socket.terminate();
  }
}
