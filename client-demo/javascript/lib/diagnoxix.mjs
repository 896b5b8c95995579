/** The clients that Diagnoxix documents, doing what its samples do, and the shape of what they are told. */
import React from 'react';
import TestRenderer from 'react-test-renderer';
import { WebSocket } from 'ws';
import { isoNow, leaf } from './shape.mjs';
import { Changes, DEADLINE_MS, within } from './wait.mjs';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

export const uuid = leaf('a UUID', (value) => typeof value === 'string' && UUID.test(value));

/** The one shape of all frames. */
export const frame = (type, user, title, message, data) => ({
  type,
  user_id: user,
  title,
  message,
  ...(data === undefined ? {} : { data }),
  timestamp: isoNow,
  id: uuid,
});

export const connected = (user) =>
  frame('connection_established', user, 'Connected', 'Real-time notifications enabled');

export const address = (url, user, token) =>
  `${url.replace('http', 'ws')}/v1/ws/notifications?user_id=${user}${token === undefined ? '' : `&token=${token}`}`;

/** The plain browser client: keeps what it is told and pings by hand, where the sample does so every 30 seconds. */
export class BrowserClient {
  #changes = new Changes();
  #taken = 0;
  received = [];

  constructor(url, options = {}) {
    this.ws = new WebSocket(url, options);
    this.ws.onmessage = (event) => {
      this.received.push(JSON.parse(event.data));
      this.#changes.announce();
    };
    this.ended = new Promise((done) => {
      this.ws.onclose = ({ code, reason }) => done({ code, reason });
    });
    this.ws.onerror = () => {};
  }

  ping() {
    this.send({ type: 'ping' });
  }

  send(value) {
    this.ws.send(typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value));
  }

  /** The next frame that was not taken. */
  async next() {
    const end = this.ended.then(({ code, reason }) => {
      throw new Error(`closed ${code} ${reason}; received: ${JSON.stringify(this.received)}`);
    });
    end.catch(() => {});
    const frame = await this.#changes.until(() => this.received[this.#taken], {
      describe: () => `no frame after ${JSON.stringify(this.received)}`,
      end,
    });
    this.#taken += 1;
    return frame;
  }

  closed() {
    return within(DEADLINE_MS, this.ended, () => 'connection is still open');
  }

  close() {
    this.ws.close();
  }
}

/** The status and body of the answer of a server that opens no WebSocket. */
export function refusal(url, options) {
  const ws = new WebSocket(url, options);
  ws.on('error', () => {});
  const answer = new Promise((done, fail) => {
    ws.on('open', () => fail(new Error('opened (expected: a refusal)')));
    ws.on('unexpected-response', (request, response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.on('end', () => done({ status: response.statusCode, body: JSON.parse(body) }));
    });
  });
  return within(DEADLINE_MS, answer, () => 'no answer');
}

/** The React hook: newest first, ten at most, and whether the connection is open. */
function useNotifications(url, userId) {
  const [notifications, setNotifications] = React.useState([]);
  const [isConnected, setConnected] = React.useState(false);
  const socket = React.useRef(null);
  React.useEffect(() => {
    if (!userId) {
      return undefined;
    }
    socket.current = new WebSocket(address(url, userId));
    socket.current.onopen = () => setConnected(true);
    socket.current.onmessage = (event) => {
      const notification = JSON.parse(event.data);
      setNotifications((before) => [notification, ...before.slice(0, 9)]);
    };
    socket.current.onclose = () => setConnected(false);
    return () => socket.current?.close();
  }, [userId]);
  return { notifications, isConnected, socket };
}

/** A component that does nothing but use the hook. */
export class HookPage {
  #changes = new Changes();
  #renderer;
  state;

  constructor(url, userId) {
    globalThis.IS_REACT_ACT_ENVIRONMENT = false;
    const Page = () => {
      this.state = useNotifications(url, userId);
      this.#changes.announce();
      return null;
    };
    this.#renderer = TestRenderer.create(React.createElement(Page));
  }

  shows(find, what) {
    return this.#changes.until(() => (find(this.state) ? this.state : undefined), {
      describe: () => `not shown: ${what}; state: ${JSON.stringify(this.state.notifications)}`,
    });
  }

  leave() {
    this.#renderer.unmount();
  }
}

const ICONS = {
  appointment: '📅',
  lab_result: '🧪',
  ai_analysis: '🤖',
  system: '⚙️',
  connection_established: '🔗',
  test_notification: '🧪',
};

/** The test page: a line for each frame, with an icon, title, text and data, and buttons for the two calls over HTTP. */
export class TestPage {
  lines = [];
  #url;

  constructor(url, userId) {
    this.#url = url;
    this.client = new BrowserClient(address(url, userId));
  }

  async show() {
    const told = await this.client.next();
    const icon = ICONS[told.data?.type] ?? ICONS[told.type] ?? '🔔';
    const data = told.data ? ` ${JSON.stringify(told.data)}` : '';
    this.lines.push(`${icon} ${told.title}: ${told.message}${data}`);
    return this.lines.at(-1);
  }

  async stats() {
    return (await fetch(`${this.#url}/v1/ws/stats`)).json();
  }

  async sendTest(body) {
    const response = await fetch(`${this.#url}/v1/ws/test-notification`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  }
}
