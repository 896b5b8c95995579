/** The two clinics of the sample data with five clients, and the means to tell exactly what one action made each of them see. */
import { CLINIC, STANDARD } from './client.mjs';
import { assertShape } from './shape.mjs';

export const DOCTOR = { user: 'dr-chen', tenant: 'tenant-1', role: 'doctor', name: 'Wei Chen' };
export const DESK = { user: 'desk-1', tenant: 'tenant-1', role: 'receptionist', name: 'Noa Sandoval' };
export const NURSE = { user: 'nurse-ada', tenant: 'tenant-1', role: 'nurse', name: 'Ada Brandt' };
export const OTHER_DOCTOR = { user: 'dr-silva', tenant: 'tenant-2', role: 'doctor', name: 'Bruna Silva' };
export const OTHER_DESK = { user: 'desk-2', tenant: 'tenant-2', role: 'receptionist', name: 'Sam Whitlock' };

/**
 * The clients by name: `a1` standard over WebSocket alone, `a2` standard over polling first, `a3` clinic over WebSocket, all
 * of tenant 1; `b1` standard and `b2` clinic of tenant 2.
 */
export class Stage {
  #markers = 0;

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
    /** A patient of each tenant, for nothing but to be changed. */
    stage.sentinels = {
      a: await stage.a.post('/api/patients', { firstName: 'Sentinel', lastName: 'One' }),
      b: await stage.b.post('/api/patients', { firstName: 'Sentinel', lastName: 'Two' }),
    };
    await stage.during(() => {});
    return stage;
  }

  #marker(tenant) {
    return `Marker ${this.#markers} ${tenant}`;
  }

  /** Whether an event's body is of the last change that {@link Stage#during} made in tenant `a` or `b`. */
  isMarker({ patient }, tenant = 'a') {
    return patient.lastName === this.#marker(tenant);
  }

  /**
   * Waits until these clients have an event `name`, and leaves it to them. Needed for what is never stored, such as typing:
   * it takes its own way to each client, and may overtake or be overtaken by a change of a record.
   */
  allSee(name, clients) {
    return Promise.all(clients.map((client) => this.clients[client].sees(name)));
  }

  /**
   * What each client saw of an action. Afterwards one more event is caused in each tenant: a client that has its own tenant's
   * has all that came before, so nothing has to be waited for. What comes later, such as a marker of the other tenant, counts
   * as seen during the next action.
   *
   * @param action does something and waits until the server has taken note of it
   * @returns the action's result and, by client, the events as `[name, ...arguments]`
   */
  async during(action) {
    const result = await action();
    this.#markers += 1;
    for (const [tenant, patient] of Object.entries(this.sentinels)) {
      await this[tenant].put(`/api/patients/${patient._id}`, { lastName: this.#marker(tenant) });
    }
    const seen = {};
    for (const [name, client] of Object.entries(this.clients)) {
      seen[name] = await client.upTo('patient:updated', (body) => this.isMarker(body, name[0]));
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
