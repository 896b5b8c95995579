package dev.carewire.http;

import java.io.InputStream;
import java.util.Objects;

/**
 * A response body that is read while it is sent.
 *
 * @param mediaType for {@code Content-Type}
 * @param length the exact number of bytes
 * @param content closed by the code that sends it or decides not to send it
 */
public record Download(String mediaType, long length, InputStream content) {

    public Download {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(content, "content");
    }
}
