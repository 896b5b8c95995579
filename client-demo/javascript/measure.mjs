/**
 * Prints two figures of the packaged server on this machine: how long a change over HTTP takes to reach another user's client,
 * and how long the server takes from its start until it accepts connections.
 */
import { performance } from 'node:perf_hooks';
import { Server } from './harness.mjs';
import { STANDARD } from './lib/client.mjs';
import { newPatient } from './lib/records.mjs';
import { DESK, DOCTOR } from './lib/stage.mjs';

const WARM_UP = 50;
const EVENTS = 200;
const STARTS = 5;

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const ascending = (one, other) => one - other;

async function delays(server) {
  const client = await server.connect(STANDARD, DOCTOR, { transports: ['websocket'] });
  const api = server.api(DESK);
  const patient = await newPatient(api);
  const taken = [];
  for (let i = 0; i < WARM_UP + EVENTS; i += 1) {
    const lastName = `Change ${i}`;
    const arrived = client.next('patient:updated', (body) => body.patient.lastName === lastName);
    const started = performance.now();
    const written = api.put(`/api/patients/${patient._id}`, { lastName });
    await arrived;
    const ended = performance.now();
    await written;
    if (i >= WARM_UP) {
      taken.push(ended - started);
    }
  }
  return taken.sort(ascending);
}

async function starts() {
  const taken = [];
  for (let i = 0; i < STARTS; i += 1) {
    const started = performance.now();
    const server = await Server.start({ demo: false });
    taken.push(performance.now() - started);
    await server.close();
  }
  return taken.sort(ascending);
}

const server = await Server.start();
try {
  const taken = await delays(server);
  const shown = (share) => percentile(taken, share).toFixed(1);
  console.log(`HTTP PUT to another client's event, ${EVENTS} times: p50 ${shown(0.5)} ms, p99 ${shown(0.99)} ms`);
} finally {
  await server.close();
}
console.log(`Start until ready, ${STARTS} times: median ${percentile(await starts(), 0.5).toFixed(0)} ms`);
