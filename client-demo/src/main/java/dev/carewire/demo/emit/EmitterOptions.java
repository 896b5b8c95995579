package dev.carewire.demo.emit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The options of an {@link Emitter}.
 *
 * @param server the server's address, with a base path if a proxy adds one
 * @param family the clients' family
 * @param tokens supplies a token for each tenant
 * @param tenants the tenants that receive an event without a room
 * @param lookup finds the tenant of a room whose name does not contain it
 * @param onDropped receives each dropped event, on any thread
 * @param maxEvents events that wait, 1 or more; default 10,000
 * @param maxBytes characters of JSON that wait, 1 or more; default 16 MiB
 * @param maxAge age after which an event is no longer retried, positive; default 10 minutes
 * @param timeout the longest wait for an answer, positive; default 10 s
 */
public record EmitterOptions(
        URI server,
        Family family,
        TokenSource tokens,
        List<String> tenants,
        TenantLookup lookup,
        Consumer<Drop> onDropped,
        int maxEvents,
        int maxBytes,
        Duration maxAge,
        Duration timeout) {

    public EmitterOptions {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(tokens, "tokens");
        tenants = List.copyOf(tenants);
        if (maxEvents < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "maxEvents, maxBytes: " + maxEvents + ", " + maxBytes + " (expected: >= 1)");
        }
        if (maxAge.isNegative() || maxAge.isZero() || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("maxAge, timeout: " + maxAge + ", " + timeout + " (expected: positive)");
        }
    }

    /** The defaults: no tenants, no lookup, no listener. */
    public static EmitterOptions of(URI server, Family family, TokenSource tokens) {
        return new EmitterOptions(
                server,
                family,
                tokens,
                List.of(),
                (room, event) -> Optional.empty(),
                drop -> {},
                10_000,
                16 << 20,
                Duration.ofMinutes(10),
                Duration.ofSeconds(10));
    }

    /** These options with tenants that receive an event without a room. */
    public EmitterOptions withTenants(List<String> names) {
        return new EmitterOptions(
                server, family, tokens, names, lookup, onDropped, maxEvents, maxBytes, maxAge, timeout);
    }

    /** These options with a lookup of tenants. */
    public EmitterOptions withLookup(TenantLookup tenantLookup) {
        return new EmitterOptions(
                server, family, tokens, tenants, tenantLookup, onDropped, maxEvents, maxBytes, maxAge, timeout);
    }

    /** These options with a listener for dropped events. */
    public EmitterOptions withOnDropped(Consumer<Drop> listener) {
        return new EmitterOptions(
                server, family, tokens, tenants, lookup, listener, maxEvents, maxBytes, maxAge, timeout);
    }

    /** These options with other limits. */
    public EmitterOptions withLimits(int mostEvents, int mostBytes, Duration oldest, Duration longest) {
        return new EmitterOptions(
                server, family, tokens, tenants, lookup, onDropped, mostEvents, mostBytes, oldest, longest);
    }
}
