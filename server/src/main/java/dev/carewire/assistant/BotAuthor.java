package dev.carewire.assistant;

import dev.carewire.identity.ReservedUsers;

/**
 * An author of messages that is not a user of the clinic.
 *
 * @param id takes the place of a user id
 * @param name the display name
 */
public record BotAuthor(String id, String name) {

    /** Author of the answers. */
    public static final BotAuthor ASSISTANT = new BotAuthor(ReservedUsers.ASSISTANT, "Assistant");

    /** Author of the server's own messages. */
    public static final BotAuthor SYSTEM = new BotAuthor(ReservedUsers.SYSTEM, "System");
}
