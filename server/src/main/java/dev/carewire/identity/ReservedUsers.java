package dev.carewire.identity;

import java.util.Locale;
import java.util.Set;

/**
 * User ids that the server itself writes under. No token may name one, since its bearer could impersonate the server.
 */
public final class ReservedUsers {

    /** Author of the server's own messages. */
    public static final String SYSTEM = "system";

    /** Author of the assistant's answers. */
    public static final String ASSISTANT = "ai_assistant";

    private static final Set<String> ALL = Set.of(SYSTEM, ASSISTANT);

    private ReservedUsers() {}

    /** Whether a reader could mistake this id for a reserved one, regardless of case and surrounding blanks. */
    public static boolean contains(String userId) {
        return ALL.contains(userId.strip().toLowerCase(Locale.ROOT));
    }
}
