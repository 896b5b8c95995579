/**
 * The process of the attackers, which attacks.mjs starts: each attack of {@link ATTACKS} at its rate, from every address, until the parent
 * sends `stop`. It then reports answers and processor time, and ends.
 */
import { Attackers, BINARY, CONTINUATION, forgedToken, frame, frameHead, head, TEXT, upgrade } from './lib/attackers.mjs';

const TICK_MS = 50;
const OPEN = 'GET /socket.io/?EIO=4&transport=polling';
const SOCKET_IO = ['/socket.io/?EIO=4&transport=websocket', '/api/socket/?EIO=4&transport=websocket'];
const LARGE = 900_000;
const PART = Buffer.alloc(200_000, 0x78);
const CLAIMS = { id: 'stranger', userId: 'stranger', tenantId: 'clinic-1', role: 'doctor' };

const { port, addresses, scale, token, thread } = JSON.parse(process.argv[2]);
const attackers = new Attackers(port);
const bearer = (value) => `Authorization: Bearer ${value}`;
const user = JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).userId;

/** Where WebSockets of each family open; the last two authenticate in the handshake, as a patient. */
const PATHS = [...SOCKET_IO, '/ws/combined', `/ws?token=${token}`, `/v1/ws/notifications?user_id=${user}&token=${token}`];
const pick = (list, number) => list[number % list.length];
const text = (payload) => frame(TEXT, payload);

/** Opens a session over polling, and sends what `request` makes of its path and the polling request. */
function polling(attack, address, request) {
  const answered = (socket, bytes) => {
    const sid = /"sid":"([^"]+)"/.exec(bytes)?.[1];
    if (sid !== undefined) {
      socket.write(request(`/socket.io/?EIO=4&transport=polling&sid=${sid}`));
    }
  };
  attackers.connection(attack, address, [head(OPEN)], { answered, seconds: 35 });
}

function post(path, type, body, ...headers) {
  return head(`POST ${path}`, `Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`, ...headers) + body;
}

const pieces = `${'1\r\nx\r\n'.repeat(10_001)}0\r\n\r\n`;
const tinyPackets = Array.from({ length: 499_000 }, () => '6').join('\x1e');
const connects = Buffer.concat(Array.from({ length: 1_000 }, () => text('40{"token":"x"}')));
const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;

/** The connection of an address on which requests follow one another, by attack and address. */
const kept = new Map();
function request(attack, address, bytes) {
  const key = `${attack} ${address}`;
  kept.set(key, attackers.next(attack, address, bytes, kept.get(key)));
}

/**
 * What the attackers do, how often a second each address does it, and how: with its name, the address, and a number that counts the
 * addresses' attempts. `single` attacks are those of the first address alone.
 */
const ATTACKS = [
  {
    name: 'nine attachments before a CONNECT',
    perSecond: 1,
    run: (name, address, number) =>
      attackers.webSocket(name, address, pick(SOCKET_IO, number), (socket) => {
        socket.write(text('4510-["x"]'));
        for (let i = 0; i < 9; i += 1) {
          socket.write(frame(BINARY, PART.subarray(0, 100_000)));
        }
      }),
  },
  {
    name: 'eleven attachments',
    perSecond: 0.5,
    run: (name, address, number) =>
      attackers.webSocket(name, address, pick(SOCKET_IO, number), (socket) => socket.write(text('4511-["x"]'))),
  },
  {
    name: 'half frames of 900 kB',
    perSecond: 1,
    run: (name, address, number) =>
      attackers.webSocket(name, address, pick(PATHS, number), (socket) => {
        socket.write(frameHead(TEXT, LARGE));
        socket.write(PART);
      }),
  },
  {
    name: 'half frames of 60 kB',
    perSecond: 1,
    run: (name, address, number) =>
      attackers.webSocket(name, address, pick(PATHS, number), (socket) => {
        socket.write(frameHead(TEXT, 60_000));
        socket.write(PART.subarray(0, 59_000));
      }),
  },
  {
    name: 'fragments without an end',
    perSecond: 0.5,
    run: (name, address, number) =>
      attackers.webSocket(name, address, pick(PATHS, number), (socket) => {
        socket.write(frame(TEXT, 'x', { isFinal: false }));
        attackers.trickle(socket, 200, () => socket.write(frame(CONTINUATION, PART.subarray(0, 1_000), { isFinal: false })));
      }),
  },
  { name: 'silent connections', perSecond: 90, single: true, run: (name, address) => attackers.connection(name, address, []) },
  {
    name: 'heads byte by byte',
    perSecond: 1,
    run: (name, address) => {
      const socket = attackers.connection(name, address, ['GET /health HTTP/1.1\r\nX: ']);
      attackers.trickle(socket, 500, () => socket.write('x'));
    },
  },
  {
    name: 'half POSTs',
    perSecond: 80 / 30,
    run: (name, address, number) =>
      attackers.connection(name, address, [
        head(`POST ${pick(['/api/patients', '/socket.io/?EIO=4&transport=polling'], number)}`, `Content-Length: ${LARGE}`), PART,
      ]),
  },
  {
    name: 'half uploads of one patient',
    perSecond: 64 / 30,
    single: true,
    run: (name, address) =>
      attackers.connection(name, address, [
        head(`POST /api/threads/${thread}/attachments?name=a.txt`, 'Content-Type: text/plain', bearer(token), 'Content-Length: 1000'), 'x',
      ]),
  },
  {
    name: 'threads of one patient',
    perSecond: 10,
    single: true,
    run: (name, address) =>
      request(name, address, post('/api/threads', 'application/json', '{"memberIds":[]}', bearer(token))),
  },
  {
    name: 'answers that nobody reads',
    perSecond: 0.5,
    run: (name, address) => {
      const requests = head('GET /api/threads', bearer(token)).repeat(20) + head('GET /health').repeat(500);
      attackers.connection(name, address, [requests], { isReading: false });
    },
  },
  {
    name: 'forged tokens over HTTP',
    perSecond: 100,
    run: (name, address) => request(name, address, head('GET /api/patients', bearer(forgedToken(CLAIMS)))),
  },
  {
    name: 'forged tokens over WebSockets',
    perSecond: 30,
    run: (name, address, number) => {
      const forged = forgedToken(CLAIMS);
      const inHandshake = [`/ws?token=${forged}`, `/v1/ws/notifications?user_id=stranger&token=${forged}`];
      const later = [
        [SOCKET_IO[0], `40{"token":"${forged}","tenantId":"clinic-1"}`],
        [SOCKET_IO[1], `40{"token":"${forged}"}`],
        ['/ws/combined', `{"type":"authenticate","token":"${forged}"}`],
      ];
      if (number % 5 < 2) {
        attackers.connection(name, address, [upgrade(inHandshake[number % 5])], { seconds: 2 });
      } else {
        const [path, frames] = later[(number % 5) - 2];
        attackers.webSocket(name, address, path, (socket) => socket.write(text(frames)), { seconds: 2 });
      }
    },
  },
  {
    name: 'invented keys',
    perSecond: 5,
    run: (name, address, number) =>
      // Each on a connection of its own, since requests behind one that waits for the issuer do not reach it.
      attackers.connection(name, address, [head('GET /api/patients', bearer(forgedToken(CLAIMS, `invented-${address}-${number}`)))]),
  },
  { name: 'readiness', perSecond: 20, run: (name, address) => request(name, address, head('GET /ready')) },
  {
    name: 'heads of 17 KiB',
    perSecond: 2,
    run: (name, address) => attackers.connection(name, address, [head('GET /health', `Cookie: a=${'x'.repeat(17_408)}`)]),
  },
  { name: 'two hosts', perSecond: 2, run: (name, address) => attackers.connection(name, address, [head('GET /health', 'Host: b')]) },
  {
    name: 'malformed escapes',
    perSecond: 2,
    run: (name, address, number) => attackers.connection(name, address, [upgrade(`${pick(PATHS, number).split('?')[0]}?token=%zz`)]),
  },
  { name: 'JSONP', perSecond: 2, run: (name, address) => request(name, address, head(`${OPEN}&j=0`)) },
  {
    name: 'pipelines behind a poll',
    perSecond: 0.5,
    run: (name, address) => polling(name, address, (path) => head(`GET ${path}`) + head('GET /health').repeat(200)),
  },
  {
    name: 'rejected engines',
    perSecond: 80 / 30,
    run: (name, address, number) =>
      attackers.webSocket(name, address, pick(SOCKET_IO, number), (socket) => socket.write(text('40{"token":"x"}'))),
  },
  {
    name: '1 MB of tiny packets',
    perSecond: 0.1,
    run: (name, address) => polling(name, address, (path) => post(path, 'text/plain;charset=UTF-8', tinyPackets)),
  },
  {
    name: 'floods of CONNECT',
    perSecond: 0.5,
    run: (name, address, number) => attackers.webSocket(name, address, pick(SOCKET_IO, number), (socket) => socket.write(connects)),
  },
  {
    name: '10,001 pieces',
    perSecond: 0.1,
    run: (name, address) => polling(name, address, (path) => head(`POST ${path}`, 'Transfer-Encoding: chunked') + pieces),
  },
  {
    name: 'JSON of depth 5,000',
    perSecond: 1,
    run: (name, address, number) =>
      attackers.webSocket(name, address, pick(PATHS, number), (socket) => socket.write(text(number % 5 < 2 ? `40${deep}` : deep))),
  },
];

/** Attempts of each attack so far, over all addresses. */
const attempts = Object.fromEntries(ATTACKS.map(({ name }) => [name, 0]));
const started = performance.now();

/** Catches up with the timetable of every attack. */
function tick() {
  const seconds = (performance.now() - started) / 1_000;
  for (const { name, perSecond, single = false, run } of ATTACKS) {
    const sources = single ? 1 : addresses.length;
    const due = Math.floor(seconds * perSecond * scale * sources);
    for (; attempts[name] < due; attempts[name] += 1) {
      const number = attempts[name];
      run(name, addresses[number % sources], Math.floor(number / sources));
    }
  }
}

const timer = setInterval(tick, TICK_MS);
process.once('message', () => {
  clearInterval(timer);
  const { user: inUser, system } = process.cpuUsage();
  const processor = (inUser + system) / 1_000_000 / ((performance.now() - started) / 1_000);
  attackers.close();
  const rows = ATTACKS.map(({ name, perSecond, single = false }) => ({
    name, perSecond: perSecond * scale * (single ? 1 : addresses.length), attempts: attempts[name], answers: attackers.answers[name] ?? {},
  }));
  process.send({ processor, rows }, () => process.disconnect());
});
