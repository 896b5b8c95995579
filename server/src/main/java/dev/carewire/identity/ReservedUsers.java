package dev.carewire.identity;

import java.util.Locale;
import java.util.Set;

/** Ids under which the server itself writes. No token may name one: its bearer would seem to be the server. */
public final class ReservedUsers {

    /** Says what the server itself has to say. */
    public static final String SYSTEM = "system";

    /** Gives the assistant's answers. */
    public static final String ASSISTANT = "ai_assistant";

    private static final Set<String> ALL = Set.of(SYSTEM, ASSISTANT);

    private ReservedUsers() {}

    /** Whether people would take this id for one of the server's: also in capitals and with blanks around it. */
    public static boolean contains(String userId) {
        return ALL.contains(userId.strip().toLowerCase(Locale.ROOT));
    }
}
