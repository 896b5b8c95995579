package dev.carewire.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may be attached to a message, with what such a file begins with. */
enum MediaType {
    PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
    GIF("image/gif", 0, "GIF8"),
    WEBP("image/webp", 8, "WEBP"),
    PDF("application/pdf", 0, "%PDF-"),
    /** Images of medical devices. */
    DICOM("application/dicom", 128, "DICM"),
    /** Text has no signature; it has no control characters but line breaks and tabs. */
    TEXT("text/plain", 0, "");

    /** Bytes from the beginning of a file that decide about it. */
    static final int HEAD_LENGTH = 512;

    private final String mimeType;
    private final int offset;
    private final String signature;

    /** @param signature one character for each byte */
    MediaType(String header, int offset, String signature) {
        this.mimeType = header;
        this.offset = offset;
        this.signature = signature;
    }

    /** The type that a {@code Content-Type} header names, parameters left aside; empty for one that may not be attached. */
    static Optional<MediaType> of(String contentType) {
        int parameters = contentType.indexOf(';');
        String wanted = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.mimeType.equals(wanted))
                .findFirst();
    }

    /** As in a header. */
    String mimeType() {
        return mimeType;
    }

    /**
     * Whether a file looks like this type.
     *
     * @param head its first {@value #HEAD_LENGTH} bytes, or all if it has fewer
     */
    boolean matches(byte[] head) {
        String octets = new String(head, StandardCharsets.ISO_8859_1);
        return this == TEXT
                ? octets.chars()
                        .noneMatch(
                                octet -> Character.isISOControl(octet) && "\n\r\t\f".indexOf(octet) < 0 && octet < 0x80)
                : octets.startsWith(signature, offset);
    }

    /** The types, for a refusal. */
    static String describeAllowed() {
        return "one of "
                + String.join(
                        ", ", Arrays.stream(values()).map(MediaType::mimeType).toList());
    }
}
