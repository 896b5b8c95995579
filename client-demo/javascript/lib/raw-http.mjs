import { connect } from 'node:net';
import { Changes } from './wait.mjs';

/** A connection that speaks HTTP by hand: sends any text, and reads the responses in their order. */
export class RawHttp {
  #socket;
  #changes = new Changes();
  #bytes = Buffer.alloc(0);

  /** Whether the server has ended the connection. */
  ended = false;

  /** @param url of the server */
  constructor(url) {
    this.#socket = connect(Number(new URL(url).port), '127.0.0.1');
    this.#socket.on('data', (bytes) => {
      this.#bytes = Buffer.concat([this.#bytes, bytes]);
      this.#changes.announce();
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.ended = true;
      this.#changes.announce();
    });
  }

  /** @param lines of a head, the first one without the version */
  send(first, headers = ['Host: localhost'], body = '', version = 'HTTP/1.1') {
    this.#socket.write([`${first} ${version}`, ...headers, '', body].join('\r\n'));
  }

  /** The next response: status, headers by their names in lower case, body. */
  next() {
    return this.#changes.until(() => this.#take(), {
      describe: () => `no response; ${this.ended ? 'ended' : 'open'}, received: ${this.#bytes.toString().slice(0, 500)}`,
    });
  }

  #take() {
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end < 0) {
      return undefined;
    }
    const [line, ...fields] = this.#bytes.subarray(0, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }));
    const body = headers['transfer-encoding'] === 'chunked' ? this.#chunks(end + 4) : this.#part(end + 4, headers['content-length']);
    if (body === undefined) {
      return undefined;
    }
    this.#bytes = this.#bytes.subarray(body.end);
    return { status: Number(line.split(' ')[1]), headers, body: body.text };
  }

  #part(start, length = 0) {
    const end = start + Number(length);
    return this.#bytes.length < end ? undefined : { text: this.#bytes.subarray(start, end).toString(), end };
  }

  #chunks(start) {
    let text = '';
    for (let at = start; ; ) {
      const line = this.#bytes.indexOf('\r\n', at);
      const chunk = line < 0 ? undefined : this.#part(line + 2, parseInt(this.#bytes.subarray(at, line), 16));
      if (chunk === undefined || this.#bytes.length < chunk.end + 2) {
        return undefined;
      }
      text += chunk.text;
      at = chunk.end + 2;
      if (chunk.text === '') {
        return { text, end: at };
      }
    }
  }

  close() {
    this.#socket.destroy();
  }
}
