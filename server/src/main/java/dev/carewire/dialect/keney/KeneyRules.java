package dev.carewire.dialect.keney;

/**
 * What an installation may choose.
 *
 * @param barePong whether a bare {@code ping} is answered with a bare {@code pong}, which published clients that read JSON alone
 *     stumble over; default false
 */
public record KeneyRules(boolean barePong) {}
