/** The tenants that room names contain, for each client family. */
'use strict';

const BY_TENANT = /^tenant:(.+)$/;

const PATTERNS = {
  'derm-app': [/^tenant:(.+?)(?::module:[^:]+)?$/, /^(?:patient-flow|room-board|provider-queue):([^:]+)/],
  clinic: [/^(?:tenant|queue|appointments|visits|prescriptions|invoices|patients):(.+)$/],
  keneyapp: [BY_TENANT],
  healthmate: [BY_TENANT],
  diagnoxix: [BY_TENANT],
};

/** The tenant that a room's name contains, or undefined. */
function tenantIn(family, room) {
  for (const pattern of PATTERNS[family]) {
    const match = pattern.exec(room);
    if (match !== null) {
      return match[1];
    }
  }
  return undefined;
}

/** The room of all clients of a tenant. */
function roomOf(tenant) {
  return `tenant:${tenant}`;
}

module.exports = { tenantIn, roomOf };
