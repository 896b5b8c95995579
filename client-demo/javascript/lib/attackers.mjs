/** Connections of strangers who keep to no protocol: raw bytes from an address of their own, WebSocket frames by hand. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { KEY_ID } from './issuer.mjs';

const MASKED = 0x80;
const FINAL = 0x80;
const LENGTH_OF_16_BITS = 126;
const LENGTH_OF_64_BITS = 127;

/** Opcodes of WebSocket frames (RFC 6455, 5.2). */
export const CONTINUATION = 0;
export const TEXT = 1;
export const BINARY = 2;

/** The bytes of an RS256 signature. */
const SIGNATURE_BYTES = 256;

/** The head of a client's frame. Its mask is 0, so that the payload follows as it is. */
export function frameHead(opcode, length, { isFinal = true } = {}) {
  const first = Buffer.from([(isFinal ? FINAL : 0) | opcode]);
  const mask = Buffer.alloc(4);
  if (length < LENGTH_OF_16_BITS) {
    return Buffer.concat([first, Buffer.from([MASKED | length]), mask]);
  }
  const isShort = length < 65_536;
  const size = Buffer.alloc(isShort ? 2 : 8);
  if (isShort) {
    size.writeUInt16BE(length);
  } else {
    size.writeBigUInt64BE(BigInt(length));
  }
  return Buffer.concat([first, Buffer.from([MASKED | (isShort ? LENGTH_OF_16_BITS : LENGTH_OF_64_BITS)]), size, mask]);
}

/** A whole frame of a client. */
export function frame(opcode, payload, options) {
  const bytes = Buffer.from(payload);
  return Buffer.concat([frameHead(opcode, bytes.length, options), bytes]);
}

/** A request's head. */
export function head(first, ...headers) {
  return [`${first} HTTP/1.1`, 'Host: localhost', ...headers, '\r\n'].join('\r\n');
}

/** The request that opens a WebSocket. */
export function upgrade(path, ...headers) {
  return head(
    `GET ${path}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ...headers,
  );
}

/** A token that the issuer did not sign. */
export function forgedToken(claims, kid = KEY_ID) {
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return `${encode({ alg: 'RS256', kid })}.${encode({ ...claims, exp })}.${randomBytes(SIGNATURE_BYTES).toString('base64url')}`;
}

/** All connections of the attackers, and what each attack received. */
export class Attackers {
  #port;
  #open = new Set();

  /** How often each attack received an answer of each kind: a status of HTTP, `end` without one, or the error of its socket. */
  answers = {};

  constructor(port) {
    this.#port = port;
  }

  /** Counts an answer to an attack. */
  count(attack, answer) {
    const counts = (this.answers[attack] ??= {});
    counts[answer] = (counts[answer] ?? 0) + 1;
  }

  /**
   * A connection that sends these parts.
   *
   * @param answered called with the socket after the first bytes of an answer, and with the bytes
   * @param seconds after which it leaves, unless the server has closed it
   * @param isReading whether it reads what it receives
   */
  connection(attack, localAddress, parts, { answered = () => {}, seconds = 60, isReading = true } = {}) {
    const socket = connect({ port: this.#port, host: '127.0.0.1', localAddress });
    this.#open.add(socket);
    let isAnswered = false;
    socket.setTimeout(seconds * 1_000, () => socket.destroy());
    socket.on('error', ({ code }) => this.count(attack, code));
    socket.on('close', () => {
      this.#open.delete(socket);
      if (!isAnswered) {
        this.count(attack, 'end');
      }
    });
    socket.on('connect', () => parts.forEach((part) => socket.write(part)));
    const read = (bytes) => {
      for (const [, status] of bytes.toString('latin1').matchAll(/HTTP\/1\.1 (\d+)/g)) {
        this.count(attack, status);
      }
      if (!isAnswered) {
        isAnswered = true;
        answered(socket, bytes);
      }
    };
    if (isReading) {
      socket.on('data', read);
    }
    return socket;
  }

  /**
   * A connection that sends one request after another, and opens again when the server closes it.
   *
   * @param socket the previous connection, if there was one
   * @returns the connection for the next request
   */
  next(attack, localAddress, request, socket) {
    if (socket !== undefined && !socket.destroyed) {
      socket.write(request);
      return socket;
    }
    return this.connection(attack, localAddress, [request]);
  }

  /** A WebSocket; `opened` is called with its socket once it is open. */
  webSocket(attack, localAddress, path, opened, options = {}) {
    const answered = (socket, bytes) => {
      if (bytes.toString('latin1', 0, 12) === 'HTTP/1.1 101') {
        opened(socket);
      }
    };
    return this.connection(attack, localAddress, [upgrade(path)], { ...options, answered });
  }

  /** Repeats a write until the connection has ended. */
  trickle(socket, ms, next) {
    const timer = setInterval(() => {
      if (socket.destroyed) {
        clearInterval(timer);
      } else if (!socket.connecting) {
        next();
      }
    }, ms);
    socket.on('close', () => clearInterval(timer));
  }

  close() {
    this.#open.forEach((socket) => socket.destroy());
  }
}
