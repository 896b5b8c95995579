/** The five client families as one kind of client: it connects, tells every frame it is sent, and does what its users do. */
import { Agent } from 'node:http';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { CLINIC, STANDARD } from './client.mjs';
import { DEADLINE_MS, within } from './wait.mjs';

/**
 * A client of one family. `told` is called with the text of every frame, for Socket.IO the array of name and arguments as JSON. It connects
 * from `who.localAddress`, if there is one.
 */
class Member {
  /** Called when its connection has ended, with the reason or code. */
  ended = () => {};

  constructor(server, who, told) {
    this.server = server;
    this.who = who;
    this.told = told;
  }

  get token() {
    return this.server.token(this.who);
  }
}

class SocketIoMember extends Member {
  constructor(family, server, who, told) {
    super(server, who, told);
    this.family = family;
  }

  async connect() {
    const credentials = { token: this.token, tenantId: this.who.tenant, transports: this.who.transports };
    const { localAddress } = this.who;
    // A manager of its own: by default clients of one address share one.
    this.socket = io(this.server.url, {
      ...this.family.options(credentials),
      ...(localAddress === undefined ? {} : { agent: new Agent({ localAddress }) }),
      forceNew: true,
      reconnection: false,
    });
    this.socket.on('disconnect', (reason) => this.ended(reason));
    this.socket.onAny((...event) => this.told(JSON.stringify(event)));
    const connected = new Promise((done, failed) => {
      this.socket.once('connect', done);
      this.socket.once('connect_error', failed);
    });
    await within(DEADLINE_MS * 3, connected, () => `${this.who.user}: not connected`);
  }

  emit(...event) {
    this.socket.emit(...event);
  }

  refresh() {
    this.emit('auth:refresh', { token: this.token });
  }

  get isOpen() {
    return this.socket.connected;
  }

  disconnect() {
    this.socket.close();
  }
}

class StandardMember extends SocketIoMember {
  static family = 'standard';

  constructor(...rest) {
    super(STANDARD, ...rest);
  }

  /** Asks the server for something, and calls `answered` when the answer arrives. */
  ask(answered) {
    this.emit('patient-flow:subscribe', {}, answered);
  }

  /** What somebody who works with the pages does now and then; `pick` chooses one of several. */
  actions({ threads, patients, pick }) {
    return [
      () => this.emit('message:join-thread', pick(threads)),
      () => this.emit('message:leave-thread', pick(threads)),
      () => this.emit('message:typing', { threadId: pick(threads), isTyping: true }),
      () => this.emit('patient:viewing', { patientId: pick(patients), isViewing: true }),
      () => this.emit('patient:viewing', { patientId: pick(patients), isViewing: false }),
      () => this.emit('patient-flow:subscribe', {}),
      () => this.emit('patient-flow:unsubscribe', {}),
      () => this.emit('user:status', pick(['online', 'away'])),
      () => this.refresh(),
    ];
  }
}

class ClinicMember extends SocketIoMember {
  static family = 'clinic';

  constructor(...rest) {
    super(CLINIC, ...rest);
  }

  ask(answered) {
    this.socket.once('pong', answered);
    this.emit('ping');
  }

  actions({ pick }) {
    const kinds = ['queue', 'appointments', 'visits'];
    return [
      () => this.emit(`subscribe:${pick(kinds)}`, null),
      () => this.emit('subscribe:queue', { status: ['waiting'] }),
      () => this.emit(`unsubscribe:${pick(kinds)}`),
      () => this.emit('subscribe:prescriptions'),
      () => this.emit('subscribe:invoices'),
      () => this.emit('ping'),
      () => this.refresh(),
    ];
  }
}

class WebSocketMember extends Member {
  /** @param path with a query, if it needs one */
  async open(path, headers = {}) {
    const { localAddress } = this.who;
    this.socket = new WebSocket(this.server.url.replace('http', 'ws') + path, { headers, localAddress });
    const { socket } = this;
    socket.on('close', (code) => {
      // An earlier connection may end after the next one has opened.
      if (this.socket === socket) {
        this.ended(code);
      }
    });
    const heard = [];
    let announce = () => {};
    this.socket.on('message', (bytes) => {
      const text = bytes.toString();
      heard.push(text);
      announce();
      this.told(text);
    });
    /** Resolves with the first frame of a type, of those that came or will come. */
    this.hears = (type) =>
      within(
        DEADLINE_MS * 3,
        new Promise((done) => {
          announce = () => {
            const frame = heard.map((text) => JSON.parse(text)).find((candidate) => candidate.type === type);
            if (frame !== undefined) {
              announce = () => {};
              done(frame);
            }
          };
          announce();
        }),
        () => `${this.who.user}: no ${type}; heard ${heard.map((text) => text.slice(0, 60))}`,
      );
    await within(
      DEADLINE_MS * 3,
      new Promise((done, failed) => {
        this.socket.once('open', done);
        this.socket.once('error', failed);
      }),
      () => `${this.who.user}: not open`,
    );
    this.socket.on('error', () => {});
  }

  ask(answered) {
    const listen = (bytes) => {
      if (JSON.parse(bytes).type === 'pong') {
        this.socket.off('message', listen);
        answered();
      }
    };
    this.socket.on('message', listen);
    this.say({ type: 'ping' });
  }

  say(frame) {
    if (this.isOpen) {
      this.socket.send(JSON.stringify(frame));
    }
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  disconnect() {
    this.socket.close();
  }
}

class KeneyMember extends WebSocketMember {
  static family = 'keney';

  async connect() {
    await this.open(`/ws?token=${this.token}`);
    await this.hears('connected');
  }

  actions({ threads, pick }) {
    return [
      () => this.say({ type: 'ping' }),
      () => this.socket.send('ping'),
      () => this.say({ type: 'join_room', room_id: `chat:${pick(threads)}` }),
      () => this.say({ type: 'leave_room', room_id: `chat:${pick(threads)}` }),
      () => this.say({ type: 'subscribe', events: ['patient_created', 'patient_updated', 'appointment_created'] }),
      () => this.say({ type: 'authenticate', token: this.token }),
    ];
  }
}

class HealthmateMember extends WebSocketMember {
  static family = 'healthmate';

  async connect() {
    await this.open('/ws/combined');
    this.say({ type: 'authenticate', token: this.token });
    this.say({ type: 'subscribe', subscription: 'notifications' });
    await this.hears('authentication_success');
  }

  actions({ threads, pick }) {
    const topics = ['health_updates', 'chat', 'notifications'];
    return [
      () => this.say({ type: 'ping' }),
      () => this.say({ type: 'subscribe', subscription: pick(topics) }),
      () => this.say({ type: 'unsubscribe', subscription: pick(topics.slice(0, 2)) }),
      () => this.say({ type: 'join_conversation', conversation_id: pick(threads) }),
      () => this.say({ type: 'leave_conversation', conversation_id: pick(threads) }),
      () => this.say({ type: 'typing_start', conversation_id: pick(threads) }),
      () => this.say({ type: 'get_health_data' }),
      () => this.say({ type: 'authenticate', token: this.token }),
    ];
  }
}

class DiagnoxixMember extends WebSocketMember {
  static family = 'diagnoxix';

  async connect() {
    await this.open(`/v1/ws/notifications?user_id=${this.who.user}`, { authorization: `Bearer ${this.token}` });
    await this.hears('connection_established');
  }

  actions() {
    return [
      () => this.say({ type: 'ping' }),
      () => this.say({ type: 'mark_read', notification_id: 'nobody-has-this-one' }),
      () => this.say({ type: 'authenticate', token: this.token }),
    ];
  }
}

export const FAMILIES = [StandardMember, ClinicMember, KeneyMember, HealthmateMember, DiagnoxixMember];
