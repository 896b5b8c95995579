/** Starts the packaged server the way its users do, and hands out clients and calls to it. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { Api } from './lib/api.mjs';
import { Client } from './lib/client.mjs';
import { Program } from './lib/program.mjs';
import { RawSocket } from './lib/raw.mjs';
import { claims, sign } from './lib/tokens.mjs';
import { within } from './lib/wait.mjs';

/** The repository's folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The line with which the server says where it accepts connections. */
export const READY = /^CareWire ready on (http:\/\/\S+:\d+)( \(all addresses\))?\s*$/m;

const JAR = join(ROOT, 'server/target/carewire-server.jar');
const STOP_DEADLINE_MS = 30_000;

/** Flags of the Java runtime. A test's program lives for seconds, most of which are its start; the quick compiler halves that. */
export const FLAGS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** The command that runs the server in a test. */
export const JAVA = ['java', ...FLAGS];

/** Linux counts processor time in ticks of this many milliseconds. */
const TICK_MS = 10;

/** What no log may hold: names, phone numbers and texts that the tests enter or the sample clinic has, and tokens. */
const PRIVATE = /Marker|Sentinel|Ient|\b555[- ]|Chen\b|Okoro|eyJ[\w-]+\.|Bearer/;

/** Sessions that end with their token, to the second. */
export const STRICT_EXPIRY = { CAREWIRE_AUTH_EXPIRED_SESSIONS: 'close', CAREWIRE_AUTH_CLOCK_SKEW: '0s' };

/** A fresh folder for a server's data, removed by the caller. */
export function temporaryFolder() {
  return mkdtemp(join(tmpdir(), 'carewire-test-'));
}

/** The server's transport alone, with the open application that sends back what it hears. */
export class OpenServer {
  constructor(program, url, pingIntervalMs) {
    this.program = program;
    this.url = url;
    this.pingIntervalMs = pingIntervalMs;
  }

  /** @param port 0 for any free one */
  static async start({ port = 0, pingIntervalMs = 500 } = {}) {
    // A busy machine must not look like a client that is gone.
    const times = ['--ping-interval', String(pingIntervalMs), '--ping-timeout', '10000', '--connect-timeout', '30000'];
    const options = [...times, '--eio3'];
    const [command, ...flags] = JAVA;
    const program = new Program(command, [...flags, '-jar', JAR, 'protocol-server', String(port), ...options]);
    const [, url] = await program.says(READY);
    return new OpenServer(program, url, pingIntervalMs);
  }

  /** Ends the process at once, and starts another one on the same port. */
  async crashAndRestart() {
    this.program.kill('SIGKILL');
    await this.program.ended;
    return this.restart();
  }

  /** The same server again, on the same port, after this one has ended. */
  restart() {
    return OpenServer.start({ port: Number(new URL(this.url).port), pingIntervalMs: this.pingIntervalMs });
  }

  async close() {
    this.program.kill('SIGTERM');
    await within(STOP_DEADLINE_MS, this.program.ended, () => `server does not end:\n${this.program.output}`);
  }
}

/** A running server with its own data and secret. */
export class Server {
  #clients = new Set();
  #ownsData;

  constructor(program, url, { secret, issuer, data, demo, env, ownsData }) {
    this.program = program;
    this.url = url;
    this.port = Number(new URL(url).port);
    this.secret = secret;
    this.issuer = issuer;
    this.data = data;
    this.demo = demo;
    this.env = env;
    this.#ownsData = ownsData;
  }

  /**
   * Starts the server and waits until it accepts connections.
   *
   * @param port 0 for any free one
   * @param issuer signs the tokens instead of the secret
   * @param env added to the environment, to override keys of the configuration
   * @param java the command that runs Java, with flags; plain Java for a measurement
   * @param meanwhile called with the program while it starts
   */
  static async start({
    port = 0, demo = true, secret, issuer, data, env = {}, java = JAVA, meanwhile = () => {},
  } = {}) {
    if (!existsSync(JAR)) {
      throw new Error(`${JAR}: missing (expected: built by mvn -B package)`);
    }
    const settings = {
      secret: secret ?? randomBytes(36).toString('base64url'),
      issuer,
      data: data ?? (await temporaryFolder()),
      demo,
      env,
      ownsData: data === undefined,
    };
    const [command, ...flags] = java;
    const args = [...flags, '-jar', JAR, 'serve', '--config', join(ROOT, 'config.yaml'), '--port', String(port)];
    args.push('--data', settings.data, ...(demo ? ['--demo'] : []));
    const program = new Program(command, args, {
      env: {
        ...process.env,
        CAREWIRE_AUTH_SECRET: settings.secret,
        ...(issuer === undefined ? {} : { CAREWIRE_AUTH_JWKS_URL: issuer.url }),
        // All clients of a test have one address.
        CAREWIRE_LIMITS_CONNECTS_PER_SECOND_PER_ADDRESS: '0',
        // A test may send as much as a fast machine can.
        CAREWIRE_HTTP_REQUESTS_PER_SECOND_PER_USER: '0',
        ...env,
      },
    });
    await meanwhile(program);
    const [, url] = await program.says(READY);
    return new Server(program, url, settings);
  }

  /** The same server again, on the same port and data, after this one has ended. */
  restart() {
    const { port, demo, secret, issuer, data, env } = this;
    return Server.start({ port, demo, secret, issuer, data, env });
  }

  token(who, options) {
    return this.sign(claims(who), options);
  }

  /** A token with just these claims. */
  sign(all, options) {
    return this.issuer?.sign(all, options) ?? sign(this.secret, all, options);
  }

  /** Calls to the HTTP API as one user. */
  api(who) {
    return new Api(this.url, this.token(who));
  }

  /**
   * A connected client of one family.
   *
   * @param family {@link STANDARD} or {@link CLINIC}
   */
  async connect(family, who, options = {}) {
    const client = this.client(family, { token: this.token(who), tenantId: who.tenant, ...options });
    await client.connected();
    return client;
  }

  /** A client that begins to connect with just these credentials. */
  client(family, { options = {}, ...credentials }) {
    const client = new Client(io(this.url, { ...family.options(credentials), ...options }));
    this.#clients.add(client);
    return client;
  }

  /** A WebSocket that speaks Engine.IO by hand. */
  raw(family) {
    const socket = new RawSocket(this.url, family.path);
    this.#clients.add(socket);
    return socket;
  }

  /** User and system time of the process in milliseconds. Linux only. */
  async processorMs() {
    const stat = await readFile(`/proc/${this.program.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  /** Ends the process at once, as a crash does. */
  async crash() {
    this.program.kill('SIGKILL');
    await this.program.ended;
  }

  /** Closes the clients, ends the process and removes the data, unless the caller named the folder. */
  async close() {
    this.#clients.forEach((client) => client.close());
    this.program.kill('SIGTERM');
    try {
      await within(STOP_DEADLINE_MS, this.program.ended, () => `server does not end:\n${this.program.output}`);
      assert.doesNotMatch(this.program.output, PRIVATE, 'the log holds private data');
    } finally {
      this.program.kill('SIGKILL');
      if (this.#ownsData) {
        await rm(this.data, { recursive: true, force: true });
      }
    }
  }
}
