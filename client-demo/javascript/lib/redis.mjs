/** Redis servers of the system's package, on the loopback address and without files. */
import { createClient } from 'redis';
import { freePort } from './postgres.mjs';
import { Program } from './program.mjs';

export class Redis {
  #program;
  #clients = [];

  constructor(port) {
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start() {
    const redis = new Redis(await freePort());
    await redis.#run();
    return redis;
  }

  async #run() {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.#program = new Program('redis-server', options);
    await this.#program.says(/Ready to accept connections/);
  }

  /** Ends the server as a crash does. */
  async crash() {
    this.#program.kill('SIGKILL');
    await this.#program.ended;
  }

  /** Starts it again on the same port. */
  restart() {
    return this.#run();
  }

  /** A connected client of npm `redis`, until the server stops. */
  async client() {
    const client = createClient({ url: this.url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    this.#clients.push(client);
    return client;
  }

  async stop() {
    await Promise.all(this.#clients.map((client) => client.close()));
    this.#program.kill();
    await this.#program.ended;
  }
}
