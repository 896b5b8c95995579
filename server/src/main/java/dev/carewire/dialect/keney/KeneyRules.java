package dev.carewire.dialect.keney;

/**
 * How an installation answers KeneyApp's clients.
 *
 * @param barePong whether the server answers the bare text {@code ping} with the bare text {@code pong}, which clients
 *     that only read JSON cannot parse; default false
 */
record KeneyRules(boolean barePong) {}
