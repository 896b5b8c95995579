package dev.carewire.adapter.jwt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The address at which an issuer publishes its keys. Any thread; never blocks. */
final class KeySetAddress {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** For the whole answer, also of an issuer that sends it slowly. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int MAX_BYTES = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final URI url;

    KeySetAddress(URI url) {
        this.url = url;
    }

    /** Fetches the keys. Completes exceptionally if the issuer does not send a set of keys in time. */
    CompletableFuture<KeySet> fetch() {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> call = client.sendAsync(request, head -> new LimitedBody());
        // The timeout of the request ends with the head of the answer.
        return call.orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).thenApply(KeySetAddress::read);
    }

    private static KeySet read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new UncheckedIOException(new IOException("status: " + answer.statusCode() + " (expected: 200)"));
        }
        try {
            return KeySet.parse(answer.body());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** Collects a body, and ends the request if it is too long. One signal at a time. */
    private static final class LimitedBody implements BodySubscriber<byte[]> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> result = new CompletableFuture<>();
        private @Nullable Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return result;
        }

        @Override
        public void onSubscribe(Subscription started) {
            subscription = started;
            started.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] piece = new byte[buffer.remaining()];
                buffer.get(piece);
                bytes.writeBytes(piece);
            }
            if (bytes.size() > MAX_BYTES && subscription != null) {
                subscription.cancel();
                onError(new IOException("body: too large (expected: at most " + MAX_BYTES + " bytes)"));
            }
        }

        @Override
        public void onError(Throwable broken) {
            result.completeExceptionally(broken);
        }

        @Override
        public void onComplete() {
            result.complete(bytes.toByteArray());
        }
    }
}
