package dev.carewire.app.config;

import java.time.Duration;

/**
 * Engine.IO's own numbers.
 *
 * @param pingInterval between two pings
 * @param pingTimeout for the answer to one
 * @param upgradeTimeout for the change of transport
 * @param webSocket whether that transport is offered
 * @param recovery whether lost connections can be continued
 * @param allowEio3 whether clients of Engine.IO v3 are served
 * @param permessageDeflate whether WebSockets may carry compressed messages
 */
public record SocketIoConfig(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        boolean webSocket,
        boolean recovery,
        boolean allowEio3,
        boolean permessageDeflate) {}
