package dev.carewire.idempotency;

import dev.carewire.command.RejectedException;
import dev.carewire.http.BodyReceiver;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.idempotency.RunningKeys.Permit;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Receives the body of a request with an idempotency key. The body of a repeated request is hashed and discarded. On workers, one
 * call at a time; blocks.
 */
final class RepeatableUpload implements BodyReceiver {

    private final IdempotentRequests requests;
    private final KeyedRequest request;
    private final Request head;
    private final Permit permit;
    private final long maxBytes;
    private final Sha256 body = new Sha256();
    private long size;

    /** Receives the body of a first request; empty for a repeated one. */
    private final Optional<BodyReceiver> first;

    private RepeatableUpload(
            IdempotentRequests requests,
            KeyedRequest request,
            Request head,
            Permit permit,
            long maxBytes,
            Optional<BodyReceiver> first) {
        this.requests = requests;
        this.request = request;
        this.head = head;
        this.permit = permit;
        this.maxBytes = maxBytes;
        this.first = first;
    }

    /**
     * Begins to receive a body.
     *
     * @param head the request without its body
     * @param maxBytes longest body
     * @param begin begins to receive the body of a first request
     */
    static BodyReceiver begin(
            IdempotentRequests requests,
            KeyedRequest request,
            Request head,
            long maxBytes,
            Supplier<BodyReceiver> begin) {
        Optional<Permit> permit = requests.tryBegin(request);
        if (permit.isEmpty()) {
            return new AnsweredEarly(Answers.stillRunning(request.failures()));
        }
        try {
            // A repeated upload must not be refused for what the first one used up.
            Optional<BodyReceiver> first = requests.isAnswered(request) ? Optional.empty() : Optional.of(begin.get());
            return new RepeatableUpload(requests, request, head, permit.get(), maxBytes, first);
        } catch (RuntimeException refused) {
            permit.get().close();
            throw refused;
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        size += bytes.remaining();
        if (size > maxBytes) {
            throw RejectedException.tooLarge(maxBytes);
        }
        body.add(bytes);
        first.ifPresent(receiver -> receiver.write(bytes));
    }

    @Override
    public Response finish() {
        return requests.answerAlone(
                request,
                RequestFingerprint.of(head, body),
                // Without a receiver, the first answer has expired meanwhile: the client repeats the request once more.
                () -> first.map(BodyReceiver::finish).orElseGet(() -> Answers.stillRunning(request.failures())));
    }

    @Override
    public void close() {
        try {
            first.ifPresent(BodyReceiver::close);
        } finally {
            permit.close();
        }
    }

    /** Answers before the body arrives. */
    private record AnsweredEarly(Response response) implements BodyReceiver {

        @Override
        public Optional<Response> earlyAnswer() {
            return Optional.of(response);
        }

        @Override
        public void write(ByteBuffer bytes) {
            // The answer does not depend on them.
        }

        @Override
        public Response finish() {
            return response;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
