package dev.carewire.http;

import dev.carewire.text.Texts;
import java.text.Normalizer;

/** The header {@code Content-Disposition} of a file that the browser saves. RFC 6266. */
public final class ContentDisposition {

    /** For characters that the name cannot have. */
    private static final char REPLACEMENT = '_';

    private ContentDisposition() {}

    /**
     * The header's value for a file to save. {@code filename} is a name in ASCII for old clients, and {@code filename*} the
     * real one (RFC 8187). Neither has a path or anything else that a client could interpret.
     */
    public static String attachment(String name) {
        String file = name.replace('/', REPLACEMENT).replace('\\', REPLACEMENT);
        return "attachment; filename=\"" + ascii(file) + "\"; filename*=UTF-8''" + Texts.percentEncoded(file);
    }

    /** Letters lose their accents; some clients would decode a percent sign. */
    private static String ascii(String file) {
        return Normalizer.normalize(file, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .codePoints()
                .map(codePoint -> isPlain(codePoint) ? codePoint : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPlain(int codePoint) {
        return codePoint >= ' ' && codePoint <= '~' && "\"\\%/".indexOf(codePoint) < 0;
    }
}
