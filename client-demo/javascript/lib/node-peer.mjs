/** CareWire's reader and writer of the messages between Socket.IO servers, as a server among those of Node.js. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { JAVA, ROOT } from '../harness.mjs';
import { Program } from './program.mjs';

const CLASSES = join(ROOT, 'redis/target/test-classes');
const LIBRARIES = join(ROOT, 'server/target/lib/*');
const MAIN = 'dev.carewire.redis.node.NodePeerProgram';

/** The Java program and its connection to Redis. `java-1` and `java-2` are its clients; the former is in room `ward`, too. */
export class NodePeer {
  #program;
  #publisher;
  #lines = [];
  #read = 0;
  #rest = '';

  constructor(program, publisher) {
    this.#program = program;
    this.#publisher = publisher;
  }

  static async join(redis) {
    if (!existsSync(CLASSES)) {
      throw new Error(`${CLASSES} is missing (expected: mvn package)`);
    }
    const [command, ...flags] = JAVA;
    const program = new Program(command, [...flags, '-cp', `${CLASSES}:${LIBRARIES}`, MAIN], { stdio: ['pipe', 'pipe', 'pipe'] });
    await program.says(/^ready$/m);
    const subscriber = await redis.client();
    const peer = new NodePeer(program, await redis.client());
    const forward = (message, channel) => program.write(`message\t${channel}\t${message.toString('hex')}\n`);
    await subscriber.pSubscribe('socket.io#/#*', forward, true);
    await subscriber.subscribe(
      ['socket.io-request#/#', 'socket.io-response#/#', 'socket.io-response#/#java#'], forward, true);
    program.onOutput((text) => peer.#receive(text));
    return peer;
  }

  /** Sends a command to the program: columns, of which a list is names. */
  command(...columns) {
    const texts = columns.map((column) => (Array.isArray(column) ? column.join(' ') : String(column)));
    this.#program.write(`${texts.join('\t')}\n`);
  }

  /** The columns of the next line of the program that begins with `kind`; earlier lines are skipped. */
  next(kind) {
    return this.#program.writes(() => {
      const at = this.#lines.findIndex(([first], index) => index >= this.#read && first === kind);
      if (at < 0) {
        return undefined;
      }
      this.#read = at + 1;
      return this.#lines[at].slice(1);
    }, kind, 20_000);
  }

  /** Lines of this kind since the last call of {@link next}. */
  unread(kind) {
    return this.#lines.slice(this.#read).filter(([first]) => first === kind);
  }

  async stop() {
    this.#program.kill();
    await this.#program.ended;
  }

  #receive(text) {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop();
    for (const line of lines) {
      const columns = line.split('\t');
      if (columns[0] === 'publish') {
        this.#publisher.publish(columns[1], Buffer.from(columns[2], 'hex'));
      } else {
        this.#lines.push(columns);
      }
    }
  }
}
