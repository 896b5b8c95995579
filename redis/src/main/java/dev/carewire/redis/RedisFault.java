package dev.carewire.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a fault for logs: the code of Redis's error, or the kind of failure, without addresses and names. */
final class RedisFault {

    private static final Pattern CODE = Pattern.compile("[A-Z]{2,20}\\b");

    private RedisFault() {}

    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof RedisCommandExecutionException)) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException || cause instanceof RedisCommandTimeoutException) {
            return "timeout";
        }
        if (cause instanceof UnsuitableServerException unsuitable) {
            return String.valueOf(unsuitable.getMessage());
        }
        if (cause instanceof RedisCommandExecutionException rejected) {
            Matcher code = CODE.matcher(String.valueOf(rejected.getMessage()));
            return code.lookingAt() ? code.group() : "error of Redis";
        }
        return cause.getClass().getSimpleName();
    }
}
