import { WebSocket } from 'ws';
import { Changes, DEADLINE_MS, within } from './wait.mjs';

/** A WebSocket without a client library: sends any text, keeps every frame. */
export class RawSocket {
  #socket;
  #closed;
  #changes = new Changes();
  /** Every text frame received. */
  frames = [];

  constructor(url, path) {
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}${path}?EIO=4&transport=websocket`);
    this.#socket.on('message', (data, isBinary) => {
      const frame = isBinary ? data : data.toString();
      if (frame === '2') {
        this.#socket.send('3');
      }
      this.frames.push(frame);
      this.#changes.announce();
    });
    this.#socket.on('error', () => {});
    this.#closed = new Promise((done) => this.#socket.on('close', done));
  }

  /** Waits for a frame that begins with `start`; fails when the connection ends without one. */
  receives(start) {
    const end = this.#closed.then(() => {
      throw new Error(`connection ended without a frame ${start}; received: ${this.frames}`);
    });
    end.catch(() => {});
    const find = () => this.frames.find((frame) => frame.toString().startsWith(start));
    return this.#changes.until(find, { describe: () => `no frame ${start}; received: ${this.frames}`, end });
  }

  /** Waits for the server's open packet, then asks to be let in. */
  async connect(credentials) {
    await this.receives('0{');
    this.send(`40${JSON.stringify(credentials)}`);
  }

  send(data) {
    this.#socket.send(data);
  }

  /** Waits until the server has closed the connection. */
  ended(ms = DEADLINE_MS) {
    return within(ms, this.#closed, () => 'connection is still open');
  }

  close() {
    this.#socket.terminate();
  }
}
