/** Finds the tenants of what a back end emits, and keeps the order of its calls. */
'use strict';

const { tenantIn } = require('./rooms.cjs');
const { within } = require('./time.cjs');

/**
 * An operation has `{event, rooms, args, tenant, bytes, send(tenant, rooms), lost(reason, rooms, detail), routed()}`;
 * `routed` follows the other two. Its rooms may be of several tenants; without rooms it is for all of `tenants`.
 */
class Router {
  #options;
  #budget;
  #waiting = [];

  constructor(options, budget) {
    this.#options = options;
    this.#budget = budget;
  }

  /** Sends an operation to its tenants, after all earlier ones. */
  route(operation) {
    const targets = this.#targetsOf(operation);
    if (this.#waiting.length === 0 && !(targets instanceof Promise)) {
      this.#send(operation, targets);
      return;
    }
    if (!this.#budget.tryReserve(operation.bytes)) {
      operation.lost('full', operation.rooms);
      operation.routed();
      return;
    }
    const place = { operation };
    this.#waiting.push(place);
    Promise.resolve(targets).then((found) => {
      place.targets = found;
      this.#advance();
    });
  }

  #advance() {
    while (this.#waiting[0]?.targets !== undefined) {
      const { operation, targets } = this.#waiting.shift();
      this.#send(operation, targets);
      this.#budget.release(operation.bytes);
    }
  }

  #send(operation, targets) {
    const byTenant = new Map();
    for (const { tenant, room, detail } of targets) {
      if (tenant === undefined) {
        operation.lost('no-tenant', room === undefined ? [] : [room], detail);
      } else {
        byTenant.set(tenant, [...(byTenant.get(tenant) ?? []), ...(room === undefined ? [] : [room])]);
      }
    }
    byTenant.forEach((rooms, tenant) => operation.send(tenant, rooms));
    operation.routed();
  }

  /** An array of `{tenant, room, detail}`, or a promise of one. A target without a tenant has none. Never fails. */
  #targetsOf(operation) {
    if (operation.tenant !== undefined) {
      return operation.rooms.map((room) => ({ tenant: operation.tenant, room }));
    }
    if (operation.rooms.length === 0) {
      return this.#everyTenant();
    }
    const targets = operation.rooms.map((room) => this.#targetOf(room, operation));
    return targets.some((target) => target instanceof Promise) ? Promise.all(targets) : targets;
  }

  #everyTenant() {
    const { tenants } = this.#options;
    const found = (list) =>
      list.length === 0
        ? [{ detail: 'without a room, and the option tenants names none' }]
        : list.map((tenant) => ({ tenant: String(tenant) }));
    return typeof tenants === 'function' ? this.#called('tenants', tenants, found, (detail) => [{ detail }]) : found(tenants);
  }

  #targetOf(room, { event, args }) {
    const named = tenantIn(this.#options.family, room);
    const { onlyTenant } = this.#options;
    if (onlyTenant !== undefined) {
      return named === undefined || named === onlyTenant
        ? { tenant: onlyTenant, room }
        : { room, detail: 'the token is of another tenant' };
    }
    if (named !== undefined) {
      return { tenant: named, room };
    }
    if (this.#options.tenantOf === undefined) {
      return { room, detail: 'the room names no tenant, and there is no option tenantOf' };
    }
    return this.#called(
      'tenantOf',
      () => this.#options.tenantOf(room, event, args),
      (tenant) => (isNone(tenant) ? { room, detail: 'tenantOf knows none' } : { tenant: String(tenant), room }),
      (detail) => ({ room, detail }),
    );
  }

  /** The value of a function of the caller, which may be asynchronous, may fail and may never answer. */
  #called(name, call, found, failed) {
    const onFailure = (error) => failed(`${name}: ${error?.name ?? 'failed'}`);
    try {
      const value = call();
      return typeof value?.then === 'function'
        ? within(this.#options.tenantTimeoutMs, value, name).then(found).catch(onFailure)
        : found(value);
    } catch (error) {
      return onFailure(error);
    }
  }
}

function isNone(tenant) {
  return tenant === undefined || tenant === null || tenant === '';
}

module.exports = { Router };
