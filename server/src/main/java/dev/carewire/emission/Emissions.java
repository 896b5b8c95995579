package dev.carewire.emission;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emission.EmissionReceipt.ResultKind;
import dev.carewire.emission.IdempotencyKeys.CompletedRequest;
import dev.carewire.identity.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Publishes the events of other back ends to a clinic's clients. Events of the catalog are validated against their
 * declarations and reach their declared audience. Custom events must match {@link CustomEventNames} and reach the rooms
 * that they name. Verbatim events are in the wire format of one client family and reach that family's clients in the rooms that they
 * name.
 *
 * <p>Only undelivered events and notifications that must be acknowledged are stored. Any thread; blocks.
 */
public final class Emissions {

    /** How long an idempotency key prevents a second execution of its request. */
    public static final Duration KEY_LIFETIME = Duration.ofHours(24);

    private final Publisher publisher;
    private final Transactions transactions;
    private final IdempotencyKeys keys;
    private final EmissionValidator validator;
    private final Clock clock;

    /**
     * Emissions through {@code publisher}.
     *
     * @param customNames allowed names of custom events
     * @param escalated sends notifications that must be acknowledged
     * @param verbatim validates events in the wire format of a client family
     */
    public Emissions(
            Publisher publisher,
            Transactions transactions,
            IdempotencyKeys keys,
            PayloadParser payloadParser,
            CustomEventNames customNames,
            EscalatedNotifications escalated,
            VerbatimMessages verbatim,
            Clock clock) {
        this.publisher = publisher;
        this.transactions = transactions;
        this.keys = keys;
        this.validator = new EmissionValidator(payloadParser, customNames, escalated, verbatim);
        this.clock = clock;
    }

    /**
     * Publishes all events of a request in order, or none.
     *
     * @return one receipt per event, in order; those of the first execution for a repeated request
     * @throws RejectedException FORBIDDEN for callers that are not back ends, INVALID for a faulty field, with the
     *     event's position. CONFLICT for the key of another request
     */
    public List<EmissionReceipt> emit(Caller caller, EmissionRequest request) {
        caller.requireBackEnd();
        Optional<String> key = request.idempotencyKey().map(text -> Fields.id("idempotencyKey", text));
        Instant now = clock.instant();
        List<PreparedEmission> all = prepare(caller.tenant(), request, now);
        List<String> ids = all.stream().flatMap(one -> one.ids().stream()).toList();
        if (ids.size() > EmissionRequest.MAX_EMISSIONS) {
            throw RejectedException.invalid("events: " + ids.size() + " with each notification (expected: at most "
                    + EmissionRequest.MAX_EMISSIONS + ")");
        }
        CompletedRequest use = new CompletedRequest(hash(request.text()), ids, now);
        Optional<CompletedRequest> earlier = transactions.inTransaction(() -> {
            Optional<CompletedRequest> found =
                    key.flatMap(text -> keys.claim(caller.tenant(), caller.userId(), text, use));
            if (found.isEmpty()) {
                all.forEach(one -> one.publish(publisher));
            }
            return found;
        });
        if (earlier.isPresent() && !earlier.get().hash().equals(use.hash())) {
            throw RejectedException.conflict("idempotencyKey: used for another request (expected: a new one)");
        }
        return receipts(request.emissions(), all, earlier.orElse(use).ids());
    }

    private List<PreparedEmission> prepare(TenantId tenant, EmissionRequest request, Instant now) {
        FieldChecks checks = new FieldChecks();
        List<Checked<PreparedEmission>> all = new ArrayList<>();
        request.emissions()
                .forEach(emission ->
                        all.add(checks.check(emission.fieldPrefix(), () -> validator.prepare(tenant, emission, now))));
        checks.requireValid();
        return all.stream().map(Checked::value).toList();
    }

    /** Deletes expired keys; call regularly. */
    public void deleteExpiredKeys() {
        keys.deleteBefore(clock.instant().minus(KEY_LIFETIME));
    }

    /** The ids of a repeated request have the same order as at its first execution. */
    private static List<EmissionReceipt> receipts(
            List<RequestedEvent> emissions, List<PreparedEmission> all, List<String> ids) {
        List<EmissionReceipt> receipts = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < all.size(); i++) {
            int end = next + all.get(i).ids().size();
            RequestedEvent emission = emissions.get(i);
            ResultKind form = EmissionValidator.requiresAck(emission) ? ResultKind.NOTIFICATIONS : ResultKind.EVENT;
            receipts.add(new EmissionReceipt(emission.event(), form, ids.subList(next, end)));
            next = end;
        }
        return receipts;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
