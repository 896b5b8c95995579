package dev.carewire.app.config;

/**
 * The HTTP interface.
 *
 * @param maxBody bytes of one request's body
 * @param incomingBodies bytes of all bodies that are coming in
 */
public record HttpConfig(int maxBody, int incomingBodies) {}
