/** What programs do that were written for KeneyApp's socket, in our own words: what they read, what they send, what they stumble over. */
import { createElement, useEffect, useRef, useState } from 'react';
import { WebSocket } from 'ws';
import { sign } from './tokens.mjs';

export const ISSUER = 'keneyapp';
export const AUDIENCE = 'keneyapp-clients';

/** A token as that system's login issues it: the user's name as `sub`, the clinic as a number. */
export function loginToken(secret, { username, tenant = 1, role = 'doctor' }, options) {
  return sign(secret, { sub: username, tenant_id: tenant, role, iss: ISSUER, aud: AUDIENCE }, options);
}

/** A page: one switch over the type of each frame, a bare `ping` now and then, and another attempt after each end. */
export class PageClient {
  #timers = [];
  #attempts = 0;
  /** What the page was told, by what it makes of it. */
  seen = [];
  failures = [];
  opened = 0;

  /** @param onChange called after anything has happened */
  constructor(address, token, { pingMs = 30_000, baseDelayMs = 1_000, onChange = () => {} } = {}) {
    Object.assign(this, { address, token, pingMs, baseDelayMs, onChange });
  }

  connect() {
    this.socket = new WebSocket(`${this.address}/ws?token=${this.token}`);
    this.socket.onopen = () => {
      this.#attempts = 0;
      this.opened += 1;
      this.#timers.push(setInterval(() => this.ping(), this.pingMs));
      this.onChange();
    };
    this.socket.onmessage = ({ data }) => {
      try {
        this.#show(JSON.parse(data));
      } catch (failure) {
        this.failures.push(failure.message);
      }
      this.onChange();
    };
    this.socket.onerror = () => {};
    this.socket.onclose = () => this.#again();
  }

  ping() {
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send('ping');
    }
  }

  #show(frame) {
    switch (frame.type) {
      case 'connected':
        this.seen.push(['connected', frame.message]);
        break;
      case 'patient_created':
      case 'patient_updated':
      case 'appointment_created':
        this.seen.push([frame.type, frame.data]);
        break;
      case 'patient_deleted':
        this.seen.push([frame.type, frame.data.patient_id]);
        break;
      default:
        this.seen.push(['unknown', frame.type]);
    }
  }

  #again() {
    if (this.socket !== null && this.#attempts < 5) {
      this.#attempts += 1;
      this.#timers.push(setTimeout(() => this.connect(), Math.min(this.baseDelayMs * 2 ** this.#attempts, 30_000)));
    }
    this.onChange();
  }

  disconnect() {
    const { socket } = this;
    this.socket = null;
    this.#timers.forEach(clearTimeout);
    socket.close();
  }
}

/** A script: one loop over the frames, each read as an object with a `type`; anything else ends it. */
export class ScriptClient {
  printed = [];

  constructor(address, token, onChange = () => {}) {
    this.socket = new WebSocket(`${address}/ws?token=${token}`);
    this.socket.on('error', () => {});
    this.socket.on('message', (text) => {
      if (this.failure === undefined) {
        try {
          this.#print(JSON.parse(text));
        } catch (failure) {
          this.failure = failure;
          this.socket.close();
        }
      }
      onChange();
    });
  }

  #print(frame) {
    if (typeof frame !== 'object' || frame === null || !('type' in frame)) {
      throw new TypeError('frame without a type');
    }
    this.printed.push(`Received: ${frame.type}`);
    if (frame.type === 'patient_deleted') {
      this.printed.push(`Deleted: ${frame.data.patient_id}`);
    } else if (frame.type.startsWith('patient_')) {
      this.printed.push(`${frame.type}: ${frame.data.last_name}`);
    }
  }

  ping() {
    this.socket.send('ping');
  }

  close() {
    this.socket.terminate();
  }
}

/** A hook: whether there is a connection, and the last frame. */
export function useKeneySocket(address, token) {
  const [isConnected, setConnected] = useState(false);
  const [lastMessage, setLastMessage] = useState(null);
  const current = useRef(null);
  useEffect(() => {
    if (!token) {
      return undefined;
    }
    const socket = new WebSocket(`${address}/ws?token=${token}`);
    current.current = socket;
    socket.onopen = () => setConnected(true);
    socket.onmessage = ({ data }) => setLastMessage(JSON.parse(data));
    socket.onclose = () => setConnected(false);
    socket.onerror = () => {};
    const beat = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send('ping'), 30_000);
    return () => {
      clearInterval(beat);
      socket.close();
    };
  }, [address, token]);
  return { isConnected, lastMessage };
}

/** A list of patients that reads itself again after each frame about patients, with a lamp. */
export function PatientsPage({ address, token, onFrame }) {
  const { isConnected, lastMessage } = useKeneySocket(address, token);
  const [stale, setStale] = useState(0);
  useEffect(() => {
    if (lastMessage !== null) {
      if (lastMessage.type.startsWith('patient_')) {
        setStale((times) => times + 1);
      }
      onFrame(lastMessage);
    }
  }, [lastMessage]);
  return createElement('div', { 'data-reloads': stale }, isConnected ? 'Live' : 'Offline');
}
