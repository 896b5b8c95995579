/** Redis servers of the system's package, on the loopback address and without files. */
import { createClient } from 'redis';
import { freePort } from './postgres.mjs';
import { Program } from './program.mjs';

export class Redis {
  #program;
  #clients = [];

  constructor(port, program) {
    this.url = `redis://127.0.0.1:${port}`;
    this.#program = program;
  }

  static async start() {
    const port = await freePort();
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const program = new Program('redis-server', options);
    await program.says(/Ready to accept connections/);
    return new Redis(port, program);
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
