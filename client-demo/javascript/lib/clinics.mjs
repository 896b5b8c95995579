/** A clinic of each client family: ids and tokens as that family's back end issues them, and pages with its published clients. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { CLINIC, STANDARD } from './client.mjs';
import { address, BrowserClient } from './diagnoxix.mjs';
import { healthmateClaims, Socket } from './healthmate.mjs';
import { PageClient } from './keney.mjs';
import { claims, sign } from './tokens.mjs';
import { Changes } from './wait.mjs';

/** The position in the tenant's log with which a logged Socket.IO event ends. */
const OFFSET = /,"[a-z0-9]+-\d+"\]$/;

/** The clinic of tokens that name none. */
export const DEFAULT = 'default';

/** The events that say which users of a clinic are connected, as texts. */
export const PRESENCE = /^\["(user:(online|offline)|presence:snapshot)"/;

const hex = (name) => createHash('sha256').update(name).digest('hex');
const objectId = (name) => hex(name).slice(0, 24);
const uuid = (name) => hex(name).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
const number = (name) => Number.parseInt(hex(name).slice(0, 6), 16) + 1;

/** The frames that one page received, as texts, with a place up to which the test has read. */
export class Frames {
  #texts = [];
  #changes = new Changes();

  add(text) {
    this.#texts.push(text);
    this.#changes.announce();
  }

  /** The frames that the test has not taken. */
  get texts() {
    return [...this.#texts];
  }

  /** Takes the first frame whose text `wanted` accepts, and leaves the others. */
  async take(wanted, what, ms) {
    const find = () => {
      const index = this.#texts.findIndex(wanted);
      return index < 0 ? undefined : this.#texts.splice(index, 1)[0];
    };
    const describe = () => `no ${what}; received: ${this.#texts.map((text) => text.slice(0, 120)).join('\n')}`;
    return this.#changes.until(find, { ms, describe });
  }

  /** Takes everything up to the first frame that contains `mark`, and returns what came before it. */
  async upTo(mark) {
    const find = () => {
      const index = this.#texts.findIndex((text) => text.includes(mark));
      return index < 0 ? undefined : this.#texts.splice(0, index + 1).slice(0, -1);
    };
    const describe = () => `no ${mark}; received: ${this.#texts.map((text) => text.slice(0, 120)).join('\n')}`;
    return this.#changes.until(find, { describe });
  }
}

/** One page of a user: what it received, and what it sends. */
class Page {
  frames = new Frames();

  /** The body of the next event or frame with that name: an event's first argument, or the whole frame. */
  async next(name, wanted = () => true) {
    const body = (text) => {
      const frame = JSON.parse(text);
      return Array.isArray(frame) ? { name: frame[0], body: frame[1] } : { name: frame.type, body: frame };
    };
    const accepts = (text) => {
      const frame = body(text);
      return frame.name === name && wanted(frame.body);
    };
    return body(await this.frames.take(accepts, name)).body;
  }
}

/** A page over Socket.IO. */
class SocketIoPage extends Page {
  constructor(client) {
    super();
    this.client = client;
    const { io } = client.socket;
    // The text of each event as it came, before the client reads it.
    const listen = ({ type, data }) => {
      if (type === 'message' && String(data).startsWith('2[')) {
        this.frames.add(String(data).slice(1).replace(OFFSET, ']'));
      }
    };
    io.on('open', () => io.engine.on('packet', listen));
  }

  /** Resolves when the connection has ended. */
  get ended() {
    return this.client.disconnected();
  }

  async lose() {
    this.client.socket.io.engine.close();
    await this.client.disconnected();
  }

  async return() {
    this.client.socket.connect();
    await this.client.connected();
    return this.client.socket.recovered;
  }

  close() {
    this.client.close();
  }
}

/** A page over a plain WebSocket. */
class PlainPage extends Page {
  /** @param ws the published client's WebSocket */
  constructor(ws, close) {
    super();
    this.ws = ws;
    this.close = close;
    ws.addEventListener('message', ({ data }) => this.frames.add(String(data)));
  }

  /** Resolves when the connection has ended. */
  get ended() {
    return this.ws.readyState === WebSocket.CLOSED ? Promise.resolve() : once(this.ws, 'close');
  }

  say(frame) {
    this.ws.send(JSON.stringify(frame));
  }
}

/** What is alike in every family's clinic. */
class FamilyClinic {
  /** The words of its tokens for those who treat patients, and for those whom an escalation reaches. */
  static roles = { doctor: 'doctor', nurse: 'nurse', patient: 'patient' };
  #pages = [];

  /** @param name of the clinic, from which its ids derive; {@link DEFAULT} where tokens need not name it */
  constructor(server, name) {
    this.server = server;
    this.name = name;
    this.tenant = String(this.tenantId());
  }

  /** The id that this family's back end gives to what has that name. */
  id(name) {
    return this.constructor.id(`${this.name} ${name}`);
  }

  tenantId() {
    return this.id('the clinic');
  }

  /** A user with one of {@link FamilyClinic.roles}. */
  user(name, role = name) {
    return { user: this.id(name), name: `Marker ${name}`, role: this.constructor.roles[role] };
  }

  /** The user's token, as the family's login issues it. */
  token(who) {
    return sign(this.server.secret, this.claims(who));
  }

  /** The HTTP API as the family's back end. */
  get backEnd() {
    return this.server.api({ user: 'back-end', tenant: this.tenant, role: 'service' });
  }

  /** A connected page of the user. */
  async open(who) {
    const page = await this.page(who);
    this.#pages.push(page);
    return page;
  }

  close() {
    this.#pages.forEach((page) => page.close());
  }
}

class SocketIoClinic extends FamilyClinic {
  claims(who) {
    return claims({ ...who, tenant: this.tenantId() });
  }

  async page(who) {
    const page = new SocketIoPage(
      this.server.client(this.constructor.options, {
        token: this.token(who),
        tenantId: this.tenantId(),
        transports: who.transports,
        options: { forceNew: true },
      }),
    );
    await page.client.connected();
    return page;
  }
}

class DermAppClinic extends SocketIoClinic {
  static family = 'derm-app';
  static options = STANDARD;
  static id = uuid;
}

class ClinicSystem extends SocketIoClinic {
  static family = 'clinic';
  static options = CLINIC;
  static id = objectId;
}

class KeneyClinic extends FamilyClinic {
  static family = 'keneyapp';
  static id = number;

  claims({ user, role }) {
    return { sub: user, tenant_id: this.tenantId(), role };
  }

  async page(who) {
    const client = new PageClient(this.server.url.replace('http', 'ws'), this.token(who));
    client.connect();
    const page = new PlainPage(client.socket, () => client.disconnect());
    await page.frames.upTo('"welcome"');
    return page;
  }
}

/** Families whose users are one clinic, since their tokens name none or only a part of it. */
class SharedClinic extends FamilyClinic {
  tenantId() {
    return this.name;
  }

  /** Names the clinic, if it is not the default one. */
  clinicClaim() {
    return this.name === DEFAULT ? {} : { tenant_id: this.name };
  }
}

class HealthmateClinic extends SharedClinic {
  static family = 'healthmate';
  static id = number;
  static roles = { doctor: 'healthcare_provider', nurse: 'admin', patient: 'patient' };

  claims({ user, role }) {
    return { ...healthmateClaims({ user, role }), ...this.clinicClaim() };
  }

  async page(who) {
    const socket = new Socket(this.server.url, '/ws/combined');
    const page = new PlainPage(socket.ws, () => socket.close());
    await socket.opened;
    page.say({ type: 'authenticate', token: this.token(who) });
    await page.frames.upTo('"authentication_success"');
    return page;
  }
}

class DiagnoxixClinic extends SharedClinic {
  static family = 'diagnoxix';
  static id = uuid;
  static roles = { doctor: 'DIAGNOSTIC_CENTRE_MANAGER', nurse: 'DIAGNOSTIC_CENTRE_OWNER', patient: 'PATIENT' };

  claims({ user, role }) {
    const center = role === 'PATIENT' ? {} : { diagnostic_id: this.id('center') };
    return { user_id: user, user_type: role, ...center, ...this.clinicClaim() };
  }

  async page(who) {
    const client = new BrowserClient(address(this.server.url, who.user, this.token(who)));
    const page = new PlainPage(client.ws, () => client.close());
    await page.frames.upTo('"connection_established"');
    return page;
  }
}

export const CLINICS = [DermAppClinic, ClinicSystem, KeneyClinic, HealthmateClinic, DiagnoxixClinic];

/** The setting with which Diagnoxix's centers and patients are one clinic, as on its own server. */
export const ONE_DIRECTORY = { CAREWIRE_DIALECTS_DIAGNOXIX_DIRECTORY: 'shared' };
