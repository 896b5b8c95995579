package dev.carewire.http;

import java.io.InputStream;
import java.util.Objects;

/**
 * A body that the server reads while it sends it.
 *
 * @param mediaType for {@code Content-Type}
 * @param length bytes of the content
 * @param content closed after it was sent, or when it will not be
 */
public record Download(String mediaType, long length, InputStream content) {

    public Download {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(content, "content");
    }
}
