/** What the clients of HealthMate's guide do, with a list of what they saw. */
import { WebSocket } from 'ws';
import { Changes, DEADLINE_MS, within } from './wait.mjs';

/** The claims of HealthMate's tokens, which name no clinic. */
export function healthmateClaims({ user, role = 'patient', email = `Sentinel.${user}@home.example` }) {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub: email,
    user_id: user,
    email,
    role,
    type: 'access',
    jti: `jti-${user}-${now}`,
    nbf: now - 5,
    iss: 'healthmate',
    aud: 'healthmate_users',
    fingerprint: 'f',
  };
}

/** A WebSocket that keeps what comes. */
export class Socket {
  #changes = new Changes();
  #frames = [];
  ended;

  constructor(url, path) {
    this.ws = new WebSocket(url.replace('http', 'ws') + path);
    this.opened = new Promise((done, fail) => {
      this.ws.onopen = done;
      this.ws.onerror = fail;
    });
    this.ws.onmessage = (event) => {
      this.#frames.push(JSON.parse(event.data));
      this.#changes.announce();
    };
    this.ws.onclose = (event) => {
      this.ended = { code: event.code, reason: event.reason };
      this.#changes.announce();
    };
  }

  say(frame) {
    this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** The next frame that is no heartbeat. */
  async next(type) {
    const frame = await this.#changes.until(
      () => {
        while (this.#frames[0]?.type === 'heartbeat') {
          this.#frames.shift();
        }
        return this.#frames.shift();
      },
      { describe: () => `no ${type ?? 'frame'}; ended: ${JSON.stringify(this.ended)}` },
    );
    if (type !== undefined && frame.type !== type) {
      throw new Error(`${JSON.stringify(frame)} (expected: ${type})`);
    }
    return frame;
  }

  close() {
    this.ws.close();
  }

  /** How the connection ended, once it has. */
  end() {
    return this.#changes.until(() => this.ended, { describe: () => 'still open' });
  }
}

/**
 * The guide's page script: it says who it is as soon as the connection is open, and looks at three types of frame by their
 * names and at the part of each that the guide shows. It never connects again by itself.
 */
export function loadPageScript(url, path, token) {
  const ws = new WebSocket(url.replace('http', 'ws') + path);
  const seen = { updates: [], notifications: [], heartbeats: 0, others: [], closed: [] };
  const changes = new Changes();
  ws.onopen = () => ws.send(JSON.stringify({ type: 'authenticate', token }));
  ws.onmessage = (event) => {
    const message = JSON.parse(event.data);
    switch (message.type) {
      case 'health_update':
        seen.updates.push(message.data);
        break;
      case 'notification':
        seen.notifications.push(message.notification);
        break;
      case 'heartbeat':
        seen.heartbeats += 1;
        break;
      default:
        seen.others.push(message);
    }
    changes.announce();
  };
  ws.onclose = (event) => {
    seen.closed.push([event.code, event.reason]);
    changes.announce();
  };
  const until = (enough, what) =>
    changes.until(() => (enough(seen) ? true : undefined), { describe: () => `${what}: ${JSON.stringify(seen)}` });
  return { seen, until, close: () => ws.close() };
}

/** The guide's page script, once the server has accepted its token. */
export async function pageScript(url, path, token) {
  const page = loadPageScript(url, path, token);
  await page.until(({ others }) => others.length === 2, 'not let in');
  return page;
}

/** The guide's program in Python, in the order in which it sends: both frames without waiting for an answer in between. */
export async function pythonProgram(url, path, token, subscription) {
  const ws = new WebSocket(url.replace('http', 'ws') + path);
  const received = [];
  const changes = new Changes();
  ws.on('message', (data) => {
    received.push(JSON.parse(data.toString()));
    changes.announce();
  });
  await within(DEADLINE_MS, new Promise((done) => ws.once('open', done)), () => 'not open');
  ws.send(JSON.stringify({ type: 'authenticate', token }));
  ws.send(JSON.stringify({ type: 'subscribe', subscription }));
  const upTo = (count) =>
    changes.until(() => (received.length >= count ? received : undefined), {
      describe: () => `only ${JSON.stringify(received)}`,
    });
  return { received, upTo, close: () => ws.terminate() };
}
