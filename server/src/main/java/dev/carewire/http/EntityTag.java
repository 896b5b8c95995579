package dev.carewire.http;

import dev.carewire.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * The version of a record as HTTP names it in {@code ETag} (RFC 9110, section 8.8.3): a strong validator, opaque to clients.
 * Immutable.
 *
 * @param value without the quotes
 */
public record EntityTag(String value) {

    /** Bytes of the digest: two versions share a tag with a probability of 2 to the power of -128. */
    private static final int BYTES = 16;

    public EntityTag {
        Objects.requireNonNull(value, "value");
    }

    /**
     * The tag of a record's present content.
     *
     * @param formats the record in each format in which the server sends it, always in the same order
     */
    public static EntityTag of(List<JsonObject> formats) {
        MessageDigest digest = sha256();
        formats.forEach(format -> digest.update(format.json().getBytes(StandardCharsets.UTF_8)));
        return new EntityTag(
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), BYTES)));
    }

    /** The tag of the present content of a record with one format. */
    public static EntityTag of(JsonObject document) {
        return of(List.of(document));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The value of the header, with its quotes. */
    public String header() {
        return '"' + value + '"';
    }
}
