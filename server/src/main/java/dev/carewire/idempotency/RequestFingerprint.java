package dev.carewire.idempotency;

import dev.carewire.http.Request;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.Objects;

/**
 * Distinguishes a repeated request from another one under the same key.
 *
 * @param target SHA-256 of method, path, query and conditions, or of the command's name; 64 hexadecimal digits
 * @param body SHA-256 of the body, 64 hexadecimal digits; of JSON, without whitespace between its values
 */
public record RequestFingerprint(String target, String body) {

    /** The headers that decide whether a request has an effect. */
    private static final List<CharSequence> CONDITIONS =
            List.of(HttpHeaderNames.IF_MATCH, HttpHeaderNames.IF_NONE_MATCH);

    public RequestFingerprint {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(body, "body");
    }

    /** The fingerprint of a request with its body. */
    public static RequestFingerprint of(Request request) {
        Sha256 body = new Sha256();
        try {
            body.add(Json.parse(request.text()).json());
        } catch (MalformedJsonException notJson) {
            body.add(request.body());
        }
        return of(request, body);
    }

    /** The fingerprint of a command over a socket. */
    static RequestFingerprint of(String command, JsonValue argument) {
        Sha256 body = new Sha256();
        body.add(argument.json());
        return of(command, body);
    }

    /** The fingerprint of a request whose body was hashed while it arrived. */
    static RequestFingerprint of(Request head, Sha256 body) {
        StringBuilder operation = new StringBuilder(head.method() + " " + head.target());
        for (CharSequence condition : CONDITIONS) {
            head.headers(condition)
                    .forEach(value -> operation
                            .append('\n')
                            .append(condition)
                            .append(": ")
                            .append(value));
        }
        return of(operation.toString(), body);
    }

    private static RequestFingerprint of(String operation, Sha256 body) {
        Sha256 target = new Sha256();
        target.add(operation);
        return new RequestFingerprint(target.hex(), body.hex());
    }
}
