/** Programs that tests run; none outlives them. */
import { spawn } from 'node:child_process';
import { Changes } from './wait.mjs';

const START_DEADLINE_MS = 60_000;
const LINES_SHOWN = 100;

const started = [];
const running = new Set();
process.on('exit', (code) => {
  running.forEach((child) => child.kill('SIGKILL'));
  if (code !== 0) {
    started.forEach((program) => program.show());
  }
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => process.exit(1));
}

/**
 * Whether a command is on the path.
 *
 * @param option makes it show its version
 */
export function isInstalled(command, option = '--version') {
  return new Promise((done) => {
    const child = spawn(command, [option], { stdio: 'ignore' });
    child.once('error', () => done(false));
    child.once('close', (code) => done(code === 0));
  });
}

/** A program that runs: what it wrote, and how it ended. */
export class Program {
  #child;
  #name;
  #changes = new Changes();
  #listeners = [];
  output = '';

  constructor(command, args, options = {}) {
    this.#child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    this.#name = [command, ...args].join(' ');
    started.push(this);
    running.add(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text;
        this.#listeners.forEach((listener) => listener(text));
        this.#changes.announce();
      });
    }
    /** Exit code and signal, once the program has ended and its output is complete. */
    this.ended = new Promise((done, fail) => {
      this.#child.once('error', fail);
      this.#child.once('close', (code, signal) => {
        running.delete(this.#child);
        done({ code, signal });
      });
    });
    this.ended.catch(() => {});
  }

  get pid() {
    return this.#child.pid;
  }

  /** The match of `pattern` in the output; fails when the program ends or the deadline passes without one. */
  says(pattern, ms = START_DEADLINE_MS) {
    return this.writes(() => pattern.exec(this.output) ?? undefined, pattern, ms);
  }

  /** The first value of `find`, which reads the output, that is not undefined; otherwise like {@link says}. */
  writes(find, what, ms = START_DEADLINE_MS) {
    const end = this.ended.then(({ code, signal }) => {
      throw new Error(`ended with ${signal ?? code} instead of saying ${what}:\n${this.output}`);
    });
    end.catch(() => {});
    return this.#changes.until(find, { ms, describe: () => `no ${what} in:\n${this.output}`, end });
  }

  /** Calls `listener` with each part of the output from now on, before those who wait for it look. */
  onOutput(listener) {
    this.#listeners.push(listener);
  }

  /** Writes to its standard input, which must be a pipe. */
  write(text) {
    this.#child.stdin.write(text);
  }

  /** Writes the end of its output, for whoever has to find out why a test failed. */
  show() {
    console.error(`--- ${this.#name}\n${this.output.split('\n').slice(-LINES_SHOWN).join('\n')}`);
  }

  kill(signal = 'SIGTERM') {
    this.#child.kill(signal);
  }
}
