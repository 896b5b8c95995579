/**
 * Clients of all five families, of several clinics, on one server for a while: they subscribe, leave, reconnect and refresh their tokens
 * at random while records change, messages are written and notifications are sent. Every frame that any of them is sent is searched for
 * marks that say whom it was meant for. Ends with code 1 if one reached somebody else, or a client was not told what it had to be.
 *
 *   npm run soak -- [--clients 1000] [--seconds 300] [--seed 1] [--families standard,clinic,…]
 */
import { parseArgs } from 'node:util';
import { Server } from './harness.mjs';
import { FAMILIES } from './lib/families.mjs';
import { appointmentFor } from './lib/records.mjs';
import { within } from './lib/wait.mjs';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    families: { type: 'string', default: FAMILIES.map(({ family }) => family).join(',') },
  },
});
const CLIENTS = Number(values.clients);
const SECONDS = Number(values.seconds);
const SPOKEN = FAMILIES.filter(({ family }) => values.families.split(',').includes(family));

/** The clinics of the sample data, by the doctor that each has. */
const DOCTORS = { 'tenant-1': 'dr-chen', 'tenant-2': 'dr-silva' };
const TENANTS = Object.keys(DOCTORS);
const THREADS = 20;
const PATIENTS = 40;
const CHANGES_PER_SECOND = 10;
const ACTIONS_PER_SECOND = 100;
const RECONNECTS_PER_SECOND = 5;
const AT_ONCE = 16;

/** A small generator of random numbers, so that a run can be repeated (mulberry32). */
let state = Number(values.seed);
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const pick = (list) => list[Math.floor(random() * list.length)];

/** What is written into texts: for whom it is, as `mark<tenant|kind|id|number>`. */
let marks = 0;
const mark = (tenant, kind, id) => `mark<${tenant}|${kind}|${id}|${(marks += 1)}>`;
const MARKS = /mark<([\w-]+)\|(\w+)\|([\w-]+)\|(\d+)>/g;

const counts = { frames: 0, marks: 0, changes: 0, actions: 0, reconnects: 0 };
const leaks = [];
const failures = [];

/** derm-app's contract shows the beginning of each message to everybody who works in the clinic. */
const isPreview = (member, text) => member.who.role !== 'patient' && text.startsWith('["message:notification"');

/** Staff is told of the clinic; patients only of themselves and their threads. */
function check(member, text, memberships) {
  counts.frames += 1;
  for (const [, tenant, kind, id] of text.matchAll(MARKS)) {
    counts.marks += 1;
    const mine =
      tenant === member.who.tenant &&
      (kind !== 'user' || id === member.who.user) &&
      (kind !== 'thread' || memberships.get(id)?.has(member.who.user) || isPreview(member, text)) &&
      (kind !== 'staff' || member.who.role !== 'patient');
    if (!mine) {
      leaks.push(`${member.constructor.family} ${member.who.user} of ${member.who.tenant}: ${tenant} ${kind} ${id}`);
    }
  }
}

async function inTurns(items, work) {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
        await work(item);
      }
    }),
  );
}

const server = await Server.start({
  java: ['java'],
  demo: true,
  env: {
    CAREWIRE_LIMITS_CONNECTIONS_PER_TENANT: String(2 * CLIENTS),
    LOG_LEVEL: 'WARN',
  },
});

/** The parts of one clinic: members, threads with who is in them, patients. */
async function clinicOf(tenant, index) {
  const users = Array.from({ length: Math.ceil(CLIENTS / TENANTS.length) }, (_, i) => ({
    user: `u${index}-${i}`,
    tenant,
    role: pick(['doctor', 'nurse', 'receptionist', 'patient']),
    name: mark(tenant, 'tenant', 'name'),
    transports: pick([['websocket'], ['polling', 'websocket'], ['polling']]),
  }));
  const desk = server.api({ user: `desk-${tenant}`, tenant, role: 'admin', name: mark(tenant, 'tenant', 'name') });
  const patients = [];
  for (let i = 0; i < PATIENTS; i += 1) {
    patients.push(await desk.post('/api/patients', { firstName: 'Soak', lastName: mark(tenant, 'staff', 'patient') }));
  }
  const threads = new Map();
  const authors = new Map();
  for (let i = 0; i < THREADS; i += 1) {
    const members = Array.from({ length: 5 }, () => pick(users));
    const author = server.api(members[0]);
    const { id } = await author.post('/api/threads', {
      subject: mark(tenant, 'tenant', 'subject'),
      members: [...new Set(members.map(({ user }) => user))],
    });
    threads.set(id, new Set(members.map(({ user }) => user)));
    authors.set(id, author);
  }
  const service = server.api({ user: 'back-end', tenant, role: 'service' });
  return { tenant, doctor: DOCTORS[tenant], users, desk, patients, threads, authors, service };
}

const clinics = [];
for (const [index, tenant] of TENANTS.entries()) {
  clinics.push(await clinicOf(tenant, index));
}

const members = [];
for (let i = 0; i < CLIENTS; i += 1) {
  const clinic = clinics[i % clinics.length];
  const Family = SPOKEN[i % SPOKEN.length];
  const who = clinic.users[Math.floor(i / clinics.length)];
  const member = new Family(server, who, (text) => check(member, text, clinic.threads));
  member.clinic = clinic;
  members.push(member);
}
await inTurns(members, (member) => member.connect());
console.log(`${members.length} clients of ${SPOKEN.length} families in ${TENANTS.length} clinics`);

const CHANGES = [
  ({ desk, patients, tenant }) =>
    desk.put(`/api/patients/${pick(patients)._id}`, { lastName: mark(tenant, 'staff', 'patient') }),
  ({ desk, tenant }) =>
    desk.post('/api/patients', { firstName: 'Soak', lastName: mark(tenant, 'staff', 'patient'), phone: '555' }),
  ({ desk, patients, doctor, tenant }) =>
    desk.post('/api/appointments', appointmentFor(pick(patients), doctor, { notes: mark(tenant, 'staff', 'note') })),
  ({ threads, authors, tenant }) => {
    const id = pick([...threads.keys()]);
    return authors.get(id).post(`/api/threads/${id}/messages`, { body: mark(tenant, 'thread', id) });
  },
  ({ service, users, tenant }) => {
    const { user } = pick(users);
    return service.post('/api/notifications', {
      userId: user,
      type: 'general',
      title: 'Soak',
      message: mark(tenant, 'user', user),
      priority: 'normal',
    });
  },
];

let busy = 0;
async function now(what, work) {
  if (busy >= 4 * AT_ONCE) {
    return;
  }
  busy += 1;
  try {
    await work();
    counts[what] += 1;
  } catch (error) {
    failures.push(`${what}: ${error.message}`);
  } finally {
    busy -= 1;
  }
}

function change() {
  return now('changes', () => pick(CHANGES)(pick(clinics)));
}

function act() {
  const member = pick(members);
  if (member.isOpen && !member.away) {
    const clinic = pick(clinics.concat(member.clinic));
    const world = { threads: [...clinic.threads.keys()], patients: clinic.patients.map(({ _id }) => _id), pick };
    pick(member.actions(world))();
    counts.actions += 1;
  }
}

function reconnect() {
  const member = pick(members);
  if (member.away) {
    return undefined;
  }
  member.away = true;
  return now('reconnects', async () => {
    member.disconnect();
    await member.connect();
    member.away = false;
  });
}

const timers = [
  setInterval(change, 1000 / CHANGES_PER_SECOND),
  setInterval(act, 1000 / ACTIONS_PER_SECOND),
  setInterval(reconnect, 1000 / RECONNECTS_PER_SECOND),
];
await new Promise((done) => setTimeout(done, SECONDS * 1000));
timers.forEach(clearInterval);
await within(
  60_000,
  (async () => {
    while (busy > 0) {
      await new Promise((done) => setImmediate(done));
    }
  })(),
  () => `${busy} calls are under way`,
);

/** In the end every client comes anew, and each is told one notification of its own. */
await inTurns(members, async (member) => {
  member.disconnect();
  await member.connect();
});
const expected = new Map();
for (const member of members) {
  const message = mark(member.who.tenant, 'user', member.who.user);
  expected.set(member, message);
  const earlier = member.told;
  member.proof = new Promise((done) => {
    member.told = (text) => {
      earlier(text);
      if (text.includes(message)) {
        done();
      }
    };
  });
}
await inTurns(members, (member) =>
  member.clinic.service.post('/api/notifications', {
    userId: member.who.user,
    type: 'general',
    title: 'Last',
    message: expected.get(member),
    priority: 'urgent',
  }),
);
const missing = [];
await Promise.all(
  members.map((member) =>
    within(60_000, member.proof, () => '').catch(() => missing.push(`${member.constructor.family} ${member.who.user}`)),
  ),
);
members.forEach((member) => member.disconnect());
await server.close();

console.log(JSON.stringify({ ...counts, leaks: leaks.length, failures: failures.length, missing: missing.length }));
const show = (what, list) => list.slice(0, 10).forEach((line) => console.log(`${what}: ${line}`));
show('LEAK', leaks);
show('FAILED', failures);
show('MISSING', missing);
process.exit(leaks.length + failures.length + missing.length === 0 ? 0 : 1);
