package dev.carewire.http;

import java.io.InputStream;
import java.util.Objects;

/**
 * A body that is read while it is sent.
 *
 * @param mediaType for {@code Content-Type}
 * @param length bytes, exactly
 * @param content closed by whoever sends it, or decides not to
 */
public record Download(String mediaType, long length, InputStream content) {

    public Download {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(content, "content");
    }
}
