package dev.carewire.transport.netty;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for heads of requests that the library does not check. Any thread. */
final class RequestHeads {

    /** Bytes of a head, as on the reference server. */
    static final int MAX_BYTES = 16 << 10;

    private static final Pattern ABSOLUTE_FORM =
            Pattern.compile("(?<origin>https?://(?<host>[^/?#]*))(?<path>.*)", Pattern.CASE_INSENSITIVE);

    private RequestHeads() {}

    /**
     * Marks a head as undecodable if it is too large, or if its host is missing or ambiguous (RFC 9112, 3.2). Replaces the
     * absolute form of a target, which proxies use, by its path.
     */
    static void check(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            return;
        }
        if (size(head) > MAX_BYTES) {
            head.setDecoderResult(DecoderResult.failure(new TooLongHttpHeaderException()));
            return;
        }
        int hosts = head.headers().getAll(HttpHeaderNames.HOST).size();
        boolean optional = HttpVersion.HTTP_1_0.equals(head.protocolVersion());
        if (hosts > 1 || (hosts == 0 && !optional) || !useOriginForm(head)) {
            head.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("host")));
        }
    }

    private static int size(HttpRequest head) {
        int size = head.uri().length();
        Iterator<Map.Entry<CharSequence, CharSequence>> headers = head.headers().iteratorCharSequence();
        while (headers.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            size += header.getKey().length() + header.getValue().length();
        }
        return size;
    }

    /**
     * Replaces a target in absolute form, {@code http://host/path}, by its path and query. The host of the target replaces the header (RFC
     * 9112, 3.2.2).
     *
     * @return false if the target's host is malformed
     */
    private static boolean useOriginForm(HttpRequest head) {
        Matcher absolute = ABSOLUTE_FORM.matcher(head.uri());
        if (!absolute.matches()) {
            return true;
        }
        if (Origin.parse(absolute.group("origin")).isEmpty()) {
            return false;
        }
        String path = absolute.group("path");
        head.setUri(path.startsWith("/") ? path : "/" + path);
        head.headers().set(HttpHeaderNames.HOST, absolute.group("host"));
        return true;
    }
}
