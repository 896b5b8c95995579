/** The published client of Python, python-socketio, where the system has it (Debian: python3-socketio). */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../harness.mjs';
import { Program } from './program.mjs';

const CLIENT = join(ROOT, 'client-demo/javascript/fixtures/python/client.py');

/** The interpreter that has the client's library; undefined if none has. */
export const PYTHON = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import socketio, requests, websocket'], { stdio: 'ignore' }).status === 0,
);

/** A Python client that prints `connected` and `disconnected`, and each failed attempt to reconnect. */
export function pythonClient(url, transports) {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return new Program(PYTHON, [CLIENT, url, transports.join(',')], { env });
}
