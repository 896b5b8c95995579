package dev.carewire.messaging;

import dev.carewire.text.Texts;
import java.util.regex.Pattern;

/** Sanitizes the file names of devices, so that they are safe to show, to send in a header and to save under. */
final class FileName {

    /** Longest name, in characters, including its extension. */
    static final int MAX_LENGTH = 120;

    private static final int MAX_EXTENSION_LENGTH = 12;

    private static final String FALLBACK_NAME = "file";

    private static final Pattern PATH_PREFIX = Pattern.compile(".*[/\\\\]", Pattern.DOTALL);

    /**
     * Control and format characters, which can reverse a name, lone surrogates, and characters that some systems reject
     * in names.
     */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\"<>:|?*]");

    private static final Pattern EDGES = Pattern.compile("^[\\s.]+|[\\s.]+$");

    private FileName() {}

    /**
     * The last part of a path, sanitized and shortened before its extension; {@value #FALLBACK_NAME} if nothing
     * visible is left.
     */
    static String sanitize(String given) {
        String name = PATH_PREFIX.matcher(given).replaceFirst("");
        name = UNSAFE.matcher(name).replaceAll("_");
        name = EDGES.matcher(name).replaceAll("");
        if (Texts.isInvisible(name)) {
            return FALLBACK_NAME;
        }
        return name.length() <= MAX_LENGTH ? name : shortened(name);
    }

    private static String shortened(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot >= name.length() - MAX_EXTENSION_LENGTH ? name.substring(dot) : "";
        int end = MAX_LENGTH - extension.length();
        if (Character.isHighSurrogate(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(0, end) + extension;
    }
}
