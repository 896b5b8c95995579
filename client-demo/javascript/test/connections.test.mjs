/** Pages of whole clinics at the default limits: a restart, tabs that lost the network, and tokens that end. */
import assert from 'node:assert/strict';
import { connect as connectTcp, createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { Server } from '../harness.mjs';
import { Api } from '../lib/api.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK } from '../lib/stage.mjs';
import { Changes, within } from '../lib/wait.mjs';

const PAGES = 200;
const SOCKETS_PER_PAGE = 9;
const CONNECTED_MS = 40_000;

/** What a polling client reports when its session has ended between two polls; it keeps trying. */
const LOST = 'xhr poll error';

/** The limit per address of a server as installed; the harness turns it off. */
const LIMIT_PER_ADDRESS = { CAREWIRE_LIMITS_CONNECTS_PER_SECOND_PER_ADDRESS: '20' };

/** Changes of records while the pages connect again after a crash. */
const MEANWHILE = 9;

/** The sockets of one page of the clinic system, as its hooks open them, with what they receive and what the page shows. */
class Page {
  #api;
  #changes;
  /** Ids of the patients in the page's list, which it reads over HTTP and adds to with each event. */
  list = new Set();
  /** Failures to read the list. */
  failures = [];

  constructor(url, token, changes, count = SOCKETS_PER_PAGE) {
    this.#api = new Api(url, token, CONNECTED_MS);
    this.#changes = changes;
    this.sockets = Array.from({ length: count }, () => {
      const socket = io(url, { ...CLINIC.options({ token, transports: ['websocket'] }), forceNew: true });
      const seen = { socket, patients: new Set(), gaps: 0 };
      socket.on('patient:updated', ({ patient }) => {
        seen.patients.add(patient._id);
        this.list.add(patient._id);
        changes.announce();
      });
      socket.on('recovery:gap', () => {
        seen.gaps += 1;
        this.#reload();
      });
      socket.on('connect', () => changes.announce());
      socket.on('disconnect', () => changes.announce());
      return seen;
    });
  }

  /** Reads the list again, once all sockets are back: the last to have connected with a gap causes the last reading. */
  async #reload() {
    if (!this.sockets.every(({ socket }) => socket.connected)) {
      return;
    }
    try {
      const patients = await this.#api.get('/api/patients');
      patients.forEach(({ _id }) => this.list.add(_id));
    } catch (error) {
      this.failures.push(error.message);
    }
    this.#changes.announce();
  }

  close() {
    this.sockets.forEach(({ socket }) => socket.close());
  }
}

const connected = (pages) => pages.flatMap((page) => page.sockets).filter(({ socket }) => socket.connected).length;

function allConnected(pages, changes) {
  const total = pages.reduce((sum, page) => sum + page.sockets.length, 0);
  return changes.until(() => (connected(pages) === total ? true : undefined), {
    ms: CONNECTED_MS,
    describe: () => `${connected(pages)} of ${total} sockets connected`,
  });
}

test('a clinic of 200 pages behind one address is back after a crash and shows every change', async () => {
  let server = await Server.start({ demo: false, env: LIMIT_PER_ADDRESS });
  const desk = new Api(server.url, server.token(DESK), CONNECTED_MS);
  const changes = new Changes();
  const pages = [];
  try {
    for (let i = 0; i < PAGES; i += 1) {
      const token = server.token({ user: `nurse-${i}`, tenant: 'tenant-1', role: 'nurse' });
      pages.push(new Page(server.url, token, changes));
    }
    await allConnected(pages, changes);
    const before = await newPatient(desk);
    const all = pages.flatMap((page) => page.sockets);
    const have = (id) => all.every(({ patients }) => patients.has(id));
    await changes.until(() => (have(before._id) ? true : undefined), { ms: CONNECTED_MS, describe: () => 'the first event' });

    await server.crash();
    server = await server.restart();
    const meanwhile = [];
    for (let change = 1; change <= MEANWHILE; change += 1) {
      meanwhile.push((await newPatient(desk))._id);
      const enough = (all.length * change) / (MEANWHILE + 1);
      await changes.until(() => (connected(pages) >= enough ? true : undefined), {
        ms: CONNECTED_MS,
        describe: () => `${connected(pages)} of ${all.length} sockets connected again`,
      });
    }
    await allConnected(pages, changes);
    const after = await newPatient(desk);

    await changes.until(() => (have(after._id) ? true : undefined), { ms: CONNECTED_MS, describe: () => 'the last event' });
    const unnoticed = all.filter(({ patients, gaps }) => gaps === 0 && !meanwhile.every((id) => patients.has(id)));
    assert.equal(unnoticed.length, 0, 'sockets that missed an event and were not told');
    const incomplete = () => pages.filter(({ list }) => ![before._id, ...meanwhile, after._id].every((id) => list.has(id)));
    await changes.until(() => (incomplete().length === 0 ? true : undefined), {
      ms: CONNECTED_MS,
      describe: () => `${incomplete().length} of ${PAGES} pages lack a patient: ${incomplete()[0]?.failures}`,
    });
    assert.deepEqual(pages.flatMap(({ failures }) => failures), []);
  } finally {
    pages.forEach((page) => page.close());
    await server.close();
  }
});

/** Forwards connections to a server until the network is lost: then nothing passes, and nobody is told. */
class Network {
  #pairs = [];

  static async to(port) {
    const network = new Network();
    network.listener = createServer((client) => {
      const upstream = connectTcp(port, '127.0.0.1');
      client.on('data', (bytes) => network.lost || upstream.write(bytes));
      upstream.on('data', (bytes) => network.lost || client.write(bytes));
      client.on('error', () => {});
      upstream.on('error', () => {});
      client.on('close', () => network.lost || upstream.destroy());
      upstream.on('close', () => network.lost || client.destroy());
      network.#pairs.push(client, upstream);
    });
    await new Promise((done) => network.listener.listen(0, '127.0.0.1', done));
    network.url = `http://127.0.0.1:${network.listener.address().port}`;
    return network;
  }

  lose() {
    this.lost = true;
  }

  close() {
    this.listener.close();
    this.#pairs.forEach((socket) => socket.destroy());
  }
}

describe('at a limit', () => {
  const TABS = 2;
  let server;

  before(async () => {
    server = await Server.start({
      env: {
        ...LIMIT_PER_ADDRESS,
        CAREWIRE_LIMITS_CONNECTIONS_PER_USER: String(TABS * SOCKETS_PER_PAGE),
        CAREWIRE_LIMITS_CONNECTIONS_PER_TENANT: '40',
      },
    });
  });
  after(() => server?.close());

  test('two tabs that lost the network without a word are replaced when they are loaded again', async () => {
    const token = server.token({ user: 'reloader', tenant: 'tenant-1', role: 'nurse' });
    const changes = new Changes();
    const network = await Network.to(server.port);
    const open = (url) => Array.from({ length: TABS }, () => new Page(url, token, changes));
    const lost = open(network.url);
    await allConnected(lost, changes);
    network.lose();
    const reloaded = open(server.url);
    try {
      await allConnected(reloaded, changes);
    } finally {
      [...lost, ...reloaded].forEach((page) => page.close());
      network.close();
    }
  });

  for (const [family, transports] of [
    [STANDARD, ['websocket']],
    [STANDARD, ['polling']],
    [CLINIC, ['websocket']],
    [CLINIC, ['polling']],
  ]) {
    test(`${family.path} ${transports}: a client without a place keeps trying and gets the next one`, async () => {
      const who = { user: `crowd-${transports}`, tenant: 'tenant-2', role: 'nurse' };
      const changes = new Changes();
      const crowd = Array.from({ length: 4 }, (_, i) => {
        const token = server.token({ ...who, user: `${who.user}-${i}` });
        return new Page(server.url, token, changes, 10);
      });
      await allConnected(crowd, changes);
      const options = { ...family.options({ token: server.token(who), tenantId: who.tenant, transports }) };
      const socket = io(server.url, { ...options, reconnectionDelay: 100, reconnectionDelayMax: 100, forceNew: true });
      const errors = [];
      let closes = 0;
      socket.on('connect_error', (error) => errors.push(error.message));
      socket.io.on('close', () => {
        closes += 1;
        changes.announce();
      });
      socket.on('connect', () => changes.announce());
      try {
        await changes.until(() => (closes > 12 ? true : undefined), {
          ms: CONNECTED_MS,
          describe: () => `more attempts than any published client makes, not ${closes}`,
        });
        crowd[0].close();
        await changes.until(() => (socket.connected ? true : undefined), {
          ms: CONNECTED_MS,
          describe: () => 'a place after another page has gone',
        });
        assert.deepEqual(errors.filter((text) => text !== LOST), []);
      } finally {
        socket.close();
        crowd.forEach((page) => page.close());
      }
    });
  }
});
