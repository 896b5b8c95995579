package dev.carewire.dialect.keney;

/**
 * The options of an installation.
 *
 * @param barePong whether a bare {@code ping} is answered with a bare {@code pong}, which breaks published clients that
 *     only parse JSON; default false
 */
record KeneyRules(boolean barePong) {}
