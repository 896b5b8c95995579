package dev.carewire.transport.netty;

/**
 * A user that has shown a valid token. The memory of connections counts for users and addresses.
 *
 * @param tenant the user's clinic
 * @param id of the user in that clinic
 */
public record KnownUser(String tenant, String id) {}
