package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.http.Authentication;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Authenticates Prometheus by the one token of the configuration, in {@code Authorization: Bearer}. Another token counts for its
 * address as a forged one does. Requests with the right token are not limited. Any thread; never blocks.
 */
final class ScraperAuthentication implements Authentication<ScraperAuthentication.Scraper> {

    private static final String SCHEME = "Bearer ";

    private final byte[] authorization;
    private final Consumer<SocketAddress> onWrongToken;

    /** @param onWrongToken receives the address of each request with another token; any thread, must not block */
    ScraperAuthentication(String token, Consumer<SocketAddress> onWrongToken) {
        this.authorization = bytes(SCHEME + token);
        this.onWrongToken = onWrongToken;
    }

    /** A client that knows the token. */
    record Scraper() {}

    @Override
    public CompletionStage<Outcome<Scraper>> authenticate(Request request) {
        return CompletableFuture.completedStage(outcome(request));
    }

    private Outcome<Scraper> outcome(Request request) {
        Optional<String> presented = request.header(HttpHeaderNames.AUTHORIZATION);
        if (presented.isEmpty()) {
            return new Refused<>(HttpErrors.tokenRequired(), Fault.NO_VALID_TOKEN);
        }
        if (!MessageDigest.isEqual(bytes(presented.get()), authorization)) {
            onWrongToken.accept(request.remoteAddress());
            return new Refused<>(HttpErrors.invalidToken(), Fault.FORGED_TOKEN);
        }
        return new Granted<>(new Scraper());
    }

    @Override
    public Optional<Caller> user(Scraper scraper) {
        return Optional.empty();
    }

    /** Attackers at its address must not keep Prometheus from its metrics. */
    @Override
    public boolean countsForAddress() {
        return false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
