package dev.carewire.app.config;

/**
 * The memory that clients may use together, in bytes.
 *
 * @param rings of the event logs of all tenants
 * @param outbound of bytes that clients have not read
 * @param unauthenticated of connections without a session
 * @param incomingBodies of HTTP bodies and messages that are arriving
 */
public record MemoryConfig(long rings, long outbound, long unauthenticated, long incomingBodies) {}
