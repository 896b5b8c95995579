/** PostgreSQL servers and PgBouncer, of the system's packages, with data of their own. */
import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Program } from './program.mjs';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
const READY = /database system is ready to accept (read-only )?connections/;

/** Debian keeps the server's programs beside the path, one folder for each version. */
function programs() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const [newest] = versions.filter((name) => existsSync(join(DEBIAN, name, 'bin/initdb'))).sort((a, b) => b - a);
  return newest === undefined ? '' : join(DEBIAN, newest, 'bin/');
}

/** PostgreSQL refuses to run as root. */
function unprivileged() {
  if (process.getuid() !== 0) {
    return {};
  }
  const id = (option) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => listener.once('listening', done));
  const { port } = listener.address();
  await new Promise((done) => listener.close(done));
  return port;
}

/** A PostgreSQL server on the loopback address; it starts and stops on the same data. */
export class Postgres {
  #bin = programs();
  #user = unprivileged();
  #program;

  constructor(folder, port) {
    this.folder = folder;
    this.port = port;
  }

  /** A new server that has not been started, with an empty database. */
  static async create(folder) {
    const server = new Postgres(folder, await freePort());
    server.#ownFolder();
    const options = ['-A', 'trust', '-U', 'carewire', '-E', 'UTF8', '--locale', 'C', '--no-sync', '--no-instructions'];
    await run(`${server.#bin}initdb`, ['-D', folder, ...options], server.#user);
    return server;
  }

  /** A standby of this running server; it has not been started. */
  async standby(folder) {
    const copy = new Postgres(folder, await freePort());
    copy.#ownFolder();
    await run(`${this.#bin}pg_basebackup`, ['-h', '127.0.0.1', '-p', this.port, '-U', 'carewire', '-D', folder, '-R', '-c', 'fast',
      '--no-sync'], this.#user);
    return copy;
  }

  #ownFolder() {
    mkdirSync(this.folder, { mode: 0o700 });
    if (this.#user.uid !== undefined) {
      chownSync(this.folder, this.#user.uid, this.#user.gid);
    }
  }

  get address() {
    return `127.0.0.1:${this.port}`;
  }

  /** @param settings of postgresql.conf for this run */
  async start(settings = {}) {
    const options = Object.entries({ fsync: 'off', ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.#program = new Program(
      `${this.#bin}postgres`,
      ['-D', this.folder, '-p', this.port, '-h', '127.0.0.1', '-k', this.folder, ...options],
      { ...this.#user, env: { ...process.env, LC_ALL: 'C' } },
    );
    await this.#program.says(READY);
  }

  /** @param signal SIGINT ends the sessions; SIGQUIT stops at once */
  async stop(signal = 'SIGINT') {
    this.#program?.kill(signal);
    await this.#program?.ended;
  }

  /** The next start follows no primary, but accepts no changes either. */
  demote() {
    writeFileSync(join(this.folder, 'standby.signal'), '');
  }

  async promote() {
    await this.query('SELECT pg_promote()');
  }

  /** The first value that SQL answers. */
  async query(sql) {
    const { stdout } = await run(`${this.#bin}psql`, ['-h', '127.0.0.1', '-p', this.port, '-U', 'carewire', '-d', 'postgres', '-Atqc', sql]);
    return stdout.trim();
  }

  /** A session of an administrator that holds the locks of `sql`. */
  async hold(sql) {
    const session = new Program(`${this.#bin}psql`, ['-h', '127.0.0.1', '-p', this.port, '-U', 'carewire', '-d', 'postgres', '-Atq',
      '-c', `BEGIN; ${sql}`, '-c', "SELECT 'held'", '-c', 'SELECT pg_sleep(60)']);
    await session.says(/held/);
    return session;
  }
}

/** PgBouncer in transaction mode, as docs/operations.md configures it. */
export class PgBouncer {
  #program;

  constructor(program, port) {
    this.#program = program;
    this.port = port;
  }

  static async start(folder, postgres, serverConnections) {
    mkdirSync(folder);
    const port = await freePort();
    const user = unprivileged();
    writeFileSync(join(folder, 'users.txt'), '"carewire" ""\n');
    writeFileSync(
      join(folder, 'pgbouncer.ini'),
      `[databases]
clinic = host=127.0.0.1 port=${postgres.port} dbname=postgres user=carewire
[pgbouncer]
pool_mode = transaction
ignore_startup_parameters = extra_float_digits
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${folder}/users.txt
default_pool_size = ${serverConnections}
`,
    );
    const path = `${process.env.PATH}:/usr/sbin`;
    const program = new Program('pgbouncer', [join(folder, 'pgbouncer.ini')], { ...user, env: { ...process.env, PATH: path } });
    await program.says(/process up/);
    return new PgBouncer(program, port);
  }

  async stop() {
    this.#program.kill('SIGTERM');
    await this.#program.ended;
  }
}

/** One address before several servers: new connections lead to the current target. */
export class Address {
  #listener;
  #open = new Set();

  static async open(target) {
    const address = new Address();
    address.target = target;
    address.#listener = createServer((client) => address.#forward(client)).listen(0, '127.0.0.1');
    await new Promise((done) => address.#listener.once('listening', done));
    return address;
  }

  get port() {
    return this.#listener.address().port;
  }

  #forward(client) {
    const server = connect(this.target, '127.0.0.1');
    for (const [from, to] of [[client, server], [server, client]]) {
      this.#open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }

  close() {
    this.#open.forEach((socket) => socket.destroy());
    this.#listener.close();
  }
}
