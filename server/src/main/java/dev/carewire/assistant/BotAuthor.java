package dev.carewire.assistant;

import dev.carewire.identity.ReservedUsers;

/**
 * Writes into threads without being one of the clinic's users.
 *
 * @param id stands where a user's id would
 * @param name what members see
 */
public record BotAuthor(String id, String name) {

    /** Gives the answers. */
    public static final BotAuthor ASSISTANT = new BotAuthor(ReservedUsers.ASSISTANT, "Assistant");

    /** Says what the server itself has to say. */
    public static final BotAuthor SYSTEM = new BotAuthor(ReservedUsers.SYSTEM, "System");
}
