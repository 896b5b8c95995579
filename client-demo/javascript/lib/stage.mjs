/** Two clinics with five clients, and the means to tell exactly what one action made each of them see. */
import { CLINIC, STANDARD } from './client.mjs';
import { assertShape } from './shape.mjs';

export const DOCTOR = { user: 'dr-chen', tenant: 'tenant-1', role: 'doctor', name: 'Wei Chen' };
export const DESK = { user: 'desk-1', tenant: 'tenant-1', role: 'receptionist', name: 'Dana Desk' };
export const NURSE = { user: 'nurse-1', tenant: 'tenant-1', role: 'nurse', name: 'Nia Nurse' };
export const OTHER_DOCTOR = { user: 'dr-chen', tenant: 'tenant-2', role: 'doctor', name: 'Wen Chen' };
export const OTHER_DESK = { user: 'desk-1', tenant: 'tenant-2', role: 'receptionist', name: 'Olga Other' };

/**
 * The clients by name: `a1` standard over WebSocket alone, `a2` standard over polling first, `a3` clinic over WebSocket, all
 * of tenant 1; `b1` standard and `b2` clinic of tenant 2.
 */
export class Stage {
  #markers = 0;

  /** Whether an event's body is of the last that {@link Stage#during} caused. */
  isMarker = ({ patient }) => patient.lastName === `Marker ${this.#markers}`;

  static async open(server) {
    const stage = new Stage();
    stage.server = server;
    stage.a = server.api(DESK);
    stage.b = server.api(OTHER_DESK);
    stage.clients = {
      a1: await server.connect(STANDARD, DOCTOR, { transports: ['websocket'] }),
      a2: await server.connect(STANDARD, DESK, { transports: ['polling', 'websocket'] }),
      a3: await server.connect(CLINIC, NURSE, { transports: ['websocket'] }),
      b1: await server.connect(STANDARD, OTHER_DOCTOR),
      b2: await server.connect(CLINIC, OTHER_DESK),
    };
    stage.sentinels = [
      [stage.a, await stage.a.post('/api/patients', { firstName: 'Sentinel', lastName: 'One' })],
      [stage.b, await stage.b.post('/api/patients', { firstName: 'Sentinel', lastName: 'Two' })],
    ];
    await stage.during(() => {});
    return stage;
  }

  /**
   * What each client saw of an action. Afterwards one more event is caused in each tenant: a client that has it has all that
   * came before, so nothing has to be waited for.
   *
   * @param action does something and waits until the server has taken note of it
   * @returns the action's result and, by client, the events as `[name, ...arguments]`
   */
  async during(action) {
    const result = await action();
    this.#markers += 1;
    for (const [api, patient] of this.sentinels) {
      await api.put(`/api/patients/${patient._id}`, { lastName: `Marker ${this.#markers}` });
    }
    const seen = {};
    for (const [name, client] of Object.entries(this.clients)) {
      seen[name] = await client.upTo('patient:updated', this.isMarker);
    }
    return { result, seen };
  }
}

/** Fails unless each client saw just these events, in any order; a client that is not named must have seen none. */
export function assertSeen(seen, expected) {
  for (const [client, events] of Object.entries(seen)) {
    const byName = (one, other) => (one[0] < other[0] ? -1 : Number(one[0] > other[0]));
    assertShape(
      [...events].sort(byName).map(([name]) => name),
      [...(expected[client] ?? [])].sort(byName).map(([name]) => name),
      client,
    );
    assertShape([...events].sort(byName), [...(expected[client] ?? [])].sort(byName), client);
  }
}
