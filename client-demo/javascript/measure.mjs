/**
 * Prints figures of the packaged server on this machine: how long a change over HTTP takes to reach another user's client, how many
 * notifications a second come through from HTTP to their users' clients and how long each takes, and how long the server takes
 * from its start until it accepts connections. DATABASE_URL names a PostgreSQL; without it, an embedded H2 is measured.
 */
import { performance } from 'node:perf_hooks';
import { Server } from './harness.mjs';
import { STANDARD } from './lib/client.mjs';
import { newPatient } from './lib/records.mjs';
import { DESK, DOCTOR } from './lib/stage.mjs';

const WARM_UP = 50;
const EVENTS = 200;
const STARTS = 5;
const NOTIFICATIONS = 2000;
const NOTIFIED = 20;
const SENDERS = 16;

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

/** Sends notifications to several users, so many at a time, and waits until all are with their clients. */
async function notifications(server, count) {
  const sent = new Map();
  const arrived = new Map();
  let done;
  const all = new Promise((resolve) => {
    done = resolve;
  });
  const users = Array.from({ length: NOTIFIED }, (_, i) => ({ ...DOCTOR, user: `user-${i}` }));
  const clients = [];
  for (const user of users) {
    const client = await server.connect(STANDARD, user, { transports: ['websocket'] });
    client.socket.on('notification:new', ({ notification }) => {
      arrived.set(notification.relatedEntityId, performance.now());
      if (arrived.size === count) {
        done();
      }
    });
    clients.push(client);
  }
  const api = server.api(DESK);
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let i = next++; i < count; i = next++) {
        sent.set(`n-${i}`, performance.now());
        await api.post('/api/notifications', {
          userId: users[i % NOTIFIED].user, title: 'T', message: 'M', relatedEntityType: 'task', relatedEntityId: `n-${i}`,
        });
      }
    }),
  );
  await all;
  const seconds = (performance.now() - started) / 1000;
  clients.forEach((client) => client.close());
  return { rate: count / seconds, taken: [...sent].map(([id, at]) => arrived.get(id) - at).sort(ascending) };
}

async function starts() {
  const taken = [];
  for (let i = 0; i < STARTS; i += 1) {
    const started = performance.now();
    const server = await Server.start({ demo: false, java: ['java'] });
    taken.push(performance.now() - started);
    await server.close();
  }
  return taken.sort(ascending);
}

// More than this in a minute are told in one: each user gets 125.
const server = await Server.start({ java: ['java'], env: { CAREWIRE_NOTIFICATIONS_MOST_OF_A_KIND: '1000' } });
try {
  const taken = await delays(server);
  const shown = (share) => percentile(taken, share).toFixed(1);
  console.log(`HTTP PUT to another client's event, ${EVENTS} times: p50 ${shown(0.5)} ms, p99 ${shown(0.99)} ms`);
  await notifications(server, NOTIFICATIONS / 4);
  const { rate, taken: each } = await notifications(server, NOTIFICATIONS);
  const share = (part) => percentile(each, part).toFixed(1);
  console.log(`Notifications, HTTP POST to their users' clients, ${NOTIFICATIONS} to ${NOTIFIED} users by ${SENDERS} senders: `
    + `${rate.toFixed(0)} a second, p50 ${share(0.5)} ms, p99 ${share(0.99)} ms`);
} finally {
  await server.close();
}
console.log(`Start until ready, ${STARTS} times: median ${percentile(await starts(), 0.5).toFixed(0)} ms`);
