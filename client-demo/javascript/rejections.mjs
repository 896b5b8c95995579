/**
 * Prints the processor time that the packaged server spends on a client that it rejects for want of room, beside that of an accepted
 * one: for a full node, a full clinic and a user with too many sessions. The rejected clients keep trying as their library does. The
 * accepted ones connect and leave as often and at the same rate, to the same server. Linux only.
 *
 *   npm run rejections -- [--clients 500] [--seconds 20]
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { io } from 'socket.io-client';
import { Server } from './harness.mjs';
import { STANDARD } from './lib/client.mjs';

const { values } = parseArgs({
  options: { clients: { type: 'string', default: '500' }, seconds: { type: 'string', default: '20' } },
});
const CLIENTS = Number(values.clients);
const SECONDS = Number(values.seconds);
const WARM_UP_SECONDS = 10;
const PLACES = 100;

/** The settings that leave {@link PLACES} places, by the limit that rejects. */
const LIMITS = {
  node: 'CAREWIRE_LIMITS_CONNECTIONS_PER_NODE',
  tenant: 'CAREWIRE_LIMITS_CONNECTIONS_PER_TENANT',
  user: 'CAREWIRE_LIMITS_CONNECTIONS_PER_USER',
};

function open(server, user) {
  const who = { user, tenant: 'tenant-1', role: 'nurse', name: 'Marker' };
  return io(server.url, {
    ...STANDARD.options({ token: server.token(who), tenantId: who.tenant, transports: ['websocket'] }), forceNew: true,
  });
}

const connected = (socket) => new Promise((done) => socket.once('connect', done));

/** Clients that find no place for so many seconds: how often each was closed without a session. */
async function rejected(server, user, seconds) {
  let rejections = 0;
  const sockets = Array.from({ length: CLIENTS }, (_, i) => {
    const socket = open(server, user(i));
    socket.io.on('close', () => {
      rejections += 1;
    });
    socket.on('connect', () => {
      throw new Error('a client found a place on a full server');
    });
    return socket;
  });
  await pause(seconds * 1_000);
  const counted = rejections;
  sockets.forEach((socket) => socket.close());
  return counted;
}

/** Connects so many clients within so many seconds; each leaves at once. */
async function accepted(server, user, seconds, count) {
  const started = performance.now();
  const pending = [];
  for (let i = 0; i < count; i += 1) {
    await pause(Math.max(0, started + (i * seconds * 1_000) / count - performance.now()));
    const socket = open(server, user(i));
    pending.push(connected(socket).then(() => socket.close()));
  }
  await Promise.all(pending);
}

async function measured(server, work) {
  const before = await server.processorMs();
  const result = await work();
  return [result, (await server.processorMs()) - before];
}

for (const [limit, key] of Object.entries(LIMITS)) {
  const server = await Server.start({ demo: false, env: { [key]: String(PLACES) } });
  try {
    const user = limit === 'user' ? () => 'crowd' : (i) => `crowd-${i}`;
    const holder = limit === 'user' ? () => 'crowd' : (i) => `holder-${i}`;
    const hold = async () => {
      const holders = Array.from({ length: PLACES }, (_, i) => open(server, holder(i)));
      await Promise.all(holders.map(connected));
      return holders;
    };
    await accepted(server, user, WARM_UP_SECONDS, 1_000);
    const holders = await hold();
    await rejected(server, user, WARM_UP_SECONDS);
    await pause(3_000);
    const [rejections, rejectedMs] = await measured(server, () => rejected(server, user, SECONDS));
    holders.forEach((socket) => socket.close());
    await pause(3_000);
    const [, acceptedMs] = await measured(server, () => accepted(server, user, SECONDS, rejections));
    console.log(`${limit}: ${CLIENTS} clients, ${rejections} rejections in ${SECONDS} s: `
      + `${(rejectedMs / rejections).toFixed(2)} ms of processor time each; accepted: ${(acceptedMs / rejections).toFixed(2)} ms`);
  } finally {
    await server.close();
  }
}
