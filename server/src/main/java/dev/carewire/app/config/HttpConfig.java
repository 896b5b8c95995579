package dev.carewire.app.config;

/**
 * The HTTP interface.
 *
 * @param maxBody bytes of one request's body
 */
public record HttpConfig(int maxBody) {}
