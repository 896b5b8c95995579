package dev.carewire.transport.netty;

import dev.carewire.memory.MemoryBudgets;

/**
 * Bounds of the memory that the HTTP connections of a port hold together.
 *
 * @param memory the budgets of the server
 * @param kept the connections of known users
 * @param proxies their own connections do not count
 */
record ConnectionLimits(MemoryBudgets memory, KeptConnections kept, TrustedProxies proxies) {}
