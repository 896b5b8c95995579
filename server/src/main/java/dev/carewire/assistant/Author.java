package dev.carewire.assistant;

/**
 * Writes into threads without being one of the clinic's users.
 *
 * @param id stands where a user's id would
 * @param name what members see
 */
public record Author(String id, String name) {

    /** Gives the answers. */
    public static final Author ASSISTANT = new Author("ai_assistant", "Assistant");

    /** Says what the server itself has to say. */
    public static final Author SYSTEM = new Author("system", "System");
}
