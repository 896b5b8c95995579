package dev.carewire.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The media types of attachments, with the signatures of their files. */
enum MediaType {
    PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
    GIF("image/gif", 0, "GIF8"),
    WEBP("image/webp", 8, "WEBP"),
    PDF("application/pdf", 0, "%PDF-"),
    /** Medical images. */
    DICOM("application/dicom", 128, "DICM"),
    /** Text has no signature; line breaks, tabs and form feeds are its only control characters. */
    TEXT("text/plain", 0, "");

    /** The number of leading bytes that decide about a file's type. */
    static final int HEAD_LENGTH = 512;

    private final String mimeType;
    private final int offset;
    private final String signature;

    /** @param signature one character per byte */
    MediaType(String mimeType, int offset, String signature) {
        this.mimeType = mimeType;
        this.offset = offset;
        this.signature = signature;
    }

    /** The type that a {@code Content-Type} header names, without parameters; empty for a type that is not allowed. */
    static Optional<MediaType> of(String contentType) {
        int parameters = contentType.indexOf(';');
        String wanted = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.mimeType.equals(wanted))
                .findFirst();
    }

    /** The name in a header. */
    String mimeType() {
        return mimeType;
    }

    /**
     * Whether a file matches this type.
     *
     * @param head its first {@value #HEAD_LENGTH} bytes, or the whole of a shorter file
     */
    boolean matches(byte[] head) {
        String octets = new String(head, StandardCharsets.ISO_8859_1);
        return this == TEXT
                ? octets.chars()
                        .noneMatch(
                                octet -> Character.isISOControl(octet) && "\n\r\t\f".indexOf(octet) < 0 && octet < 0x80)
                : octets.startsWith(signature, offset);
    }

    /** The allowed types, for a rejection. */
    static String describeAllowed() {
        return "one of "
                + String.join(
                        ", ", Arrays.stream(values()).map(MediaType::mimeType).toList());
    }
}
