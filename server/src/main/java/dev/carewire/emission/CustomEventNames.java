package dev.carewire.emission;

import dev.carewire.event.EventCatalog;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decides which names back ends may give their custom events. Immutable. */
public final class CustomEventNames {

    private static final int MAX_WILDCARDS = 3;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.:-]{0,63}");
    private static final Pattern GLOB = Pattern.compile("[A-Za-z*][A-Za-z0-9_.:*-]{0,63}");
    private static final Pattern PREFIX_END = Pattern.compile("[.:]");

    /** Names, beyond the event catalog, that Socket.IO clients and the published front ends use for other purposes. */
    private static final Set<String> RESERVED_WORDS = Set.of(
            "connect",
            "connect_error",
            "connection",
            "disconnect",
            "disconnecting",
            "reconnect",
            "newlistener",
            "removelistener",
            "error",
            "ping",
            "pong",
            "auth",
            "presence",
            "recovery",
            "subscribe",
            "unsubscribe",
            "appointments",
            "patients",
            "visits",
            "prescriptions",
            "invoices",
            "tasks",
            "thread",
            "call",
            "ambient",
            "assistant",
            "connected",
            "welcome",
            "authenticated",
            "token_expiring",
            "subscribed",
            "unsubscribed",
            "patient_created",
            "patient_updated",
            "patient_deleted",
            "appointment_created",
            "lab_result",
            "room_message",
            "room_joined",
            "room_left",
            "alert");

    private static final Set<String> RESERVED_PREFIXES = reserved();

    private final List<Pattern> patterns;

    /**
     * Accepts names that match one of these patterns.
     *
     * @param globs where {@code *} stands for any number of characters
     * @throws IllegalArgumentException if one is invalid
     */
    public CustomEventNames(List<String> globs) {
        this.patterns = globs.stream().map(CustomEventNames::pattern).toList();
    }

    /**
     * Whether {@code glob} is valid: 1 to 64 letters, digits and {@code _ . : - *}, beginning with a letter or
     * {@code *}. At most {@value #MAX_WILDCARDS} {@code *} are allowed, since each multiplies the time of a comparison.
     */
    public static boolean isValidGlob(String glob) {
        return GLOB.matcher(glob).matches()
                && glob.chars().filter(character -> character == '*').count() <= MAX_WILDCARDS;
    }

    private static Pattern pattern(String glob) {
        if (!isValidGlob(glob)) {
            throw new IllegalArgumentException(
                    "custom event: " + glob + " (expected: letters, digits and _ . : -, at most three *)");
        }
        return Pattern.compile(
                Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Whether a custom event may have this name, if it is not {@link #isReserved}. */
    public boolean allows(String name) {
        return NAME.matcher(name).matches()
                && patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /**
     * Whether clients use this name, or its part before the first dot or colon, for another purpose, in any spelling.
     */
    public static boolean isReserved(String name) {
        return RESERVED_PREFIXES.contains(prefix(name));
    }

    private static Set<String> reserved() {
        Set<String> reserved = new HashSet<>();
        RESERVED_WORDS.forEach(word -> reserved.add(prefix(word)));
        EventCatalog.ALL.forEach(type -> reserved.add(prefix(type.name())));
        return Set.copyOf(reserved);
    }

    private static String prefix(String name) {
        return PREFIX_END.split(name, 2)[0].toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
