package dev.carewire.emission;

import dev.carewire.command.Checked;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emission.PayloadParser.ParsedPayload;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.CustomEvents.CustomMessage;
import dev.carewire.event.CustomEvents.Target;
import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.event.NotificationEvents;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Validates the emissions of back ends and converts them to events: declared, custom or verbatim. Immutable. */
final class EmissionValidator {

    private static final Map<String, EventType<?>> DECLARED = EventCatalog.ALL.stream()
            .filter(type -> !CustomEvents.ALL.contains(type))
            .collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

    private static final String ACKNOWLEDGED = "acknowledged";

    private final PayloadParser payloadParser;
    private final PayloadRules payloadRules;
    private final CustomEventNames customNames;
    private final EscalatedNotifications escalated;
    private final VerbatimMessages verbatim;

    EmissionValidator(
            PayloadParser payloadParser,
            PayloadRules payloadRules,
            CustomEventNames customNames,
            EscalatedNotifications escalated,
            VerbatimMessages verbatim) {
        this.payloadParser = payloadParser;
        this.payloadRules = payloadRules;
        this.customNames = customNames;
        this.escalated = escalated;
        this.verbatim = verbatim;
    }

    /** Whether this requests repetition until acknowledged. */
    static boolean requiresAck(RequestedEvent requested) {
        return requested instanceof Emission emission
                && emission.delivery().filter(ACKNOWLEDGED::equals).isPresent();
    }

    /**
     * Validates an emission.
     *
     * @throws RejectedException INVALID for a faulty field, prefixed with the emission's position
     */
    PreparedEmission prepare(TenantId tenant, RequestedEvent requested, Instant now) {
        try {
            if (requested instanceof VerbatimEmission emission) {
                return new PreparedEmission.PreparedEvent(
                        VerbatimMessages.type(delivery(emission.delivery()).orElse(Delivery.LOGGED))
                                .newEvent(tenant, now, verbatim.message(tenant, emission)));
            }
            return prepareEmission(tenant, (Emission) requested, now);
        } catch (RejectedException refusal) {
            throw refusal.within(requested.fieldPrefix());
        }
    }

    private PreparedEmission prepareEmission(TenantId tenant, Emission emission, Instant now) {
        EventType<?> type = DECLARED.get(declaredName(emission.event()));
        if (NotificationEvents.NOTIFICATION_CREATED.equals(type) && requiresAck(emission)) {
            return escalatedNotifications(tenant, emission);
        }
        return new PreparedEmission.PreparedEvent(
                type == null ? custom(tenant, emission, now) : declared(tenant, type, emission, now));
    }

    /** Client names have a colon where the catalog has a dot, and some underscores where it has dashes. */
    private static String declaredName(String name) {
        return name.replace(':', '.').replace('_', '-');
    }

    private PreparedEmission escalatedNotifications(TenantId tenant, Emission emission) {
        if (!emission.rooms().isEmpty()) {
            throw RejectedException.invalid("rooms: cannot acknowledge (expected: users alone)");
        }
        Set<String> users = new LinkedHashSet<>();
        emission.users().forEach(user -> users.add(Fields.id("users", user)));
        Fields.within("users", users.size(), 1, EmissionRequest.MAX_EMISSIONS);
        String data = Fields.required("data", emission.data());
        NotificationContent content =
                payloadParser.read(tenant, data, AcknowledgedPayload.class).notification();
        content.metadata().ifPresent(text -> payloadParser.checkObject("notification.metadata", text));
        try {
            return new PreparedEmission.PreparedNotifications(users.stream()
                    .map(user -> escalated.draft(tenant, user, content))
                    .toList());
        } catch (RejectedException refusal) {
            throw refusal.within("data.notification.");
        }
    }

    private <P extends Record> Event<P> declared(TenantId tenant, EventType<P> type, Emission emission, Instant now) {
        FieldChecks checks = new FieldChecks();
        checks.check("delivery", () -> requireDelivery(type, emission));
        Checked<ParsedPayload<P>> payload = checks.check("data", () -> payload(tenant, type, emission));
        Checked<List<Target>> targets = checks.check("rooms", () -> Targets.of(emission));
        checks.requireValid();
        Event<P> event = type.newEvent(tenant, now, payload.value().payload())
                .withNumericIds(payload.value().numericIds());
        Set<RoomKey> named = new HashSet<>();
        targets.value().forEach(target -> named.add(target.roomIn(tenant)));
        if (!named.isEmpty() && !named.equals(Set.copyOf(event.rooms()))) {
            throw RejectedException.invalid("rooms: not those of the event (expected: its declared audience, or none)");
        }
        return event;
    }

    private <P extends Record> ParsedPayload<P> payload(TenantId tenant, EventType<P> type, Emission emission) {
        ParsedPayload<P> payload =
                payloadParser.parse(tenant, Fields.required("data", emission.data()), type.payload());
        try {
            payloadRules.check(payload.payload());
        } catch (RejectedException refusal) {
            throw refusal.within("data.");
        }
        return payload;
    }

    private static Delivery requireDelivery(EventType<?> type, Emission emission) {
        Delivery wanted = delivery(emission.delivery()).orElse(type.delivery());
        if (wanted != type.delivery()) {
            throw RejectedException.invalid(
                    "delivery: not that of the event (expected: " + wireName(type.delivery()) + ", or none)");
        }
        return wanted;
    }

    private Event<CustomMessage> custom(TenantId tenant, Emission emission, Instant now) {
        if (CustomEventNames.isReserved(emission.event())) {
            throw RejectedException.invalid("event: unknown, and its first word is taken (expected: a declared event)");
        }
        if (!customNames.allows(emission.event())) {
            throw RejectedException.invalid(
                    "event: unknown (expected: a declared event, or a name that emit.custom-events allows)");
        }
        FieldChecks checks = new FieldChecks();
        Checked<List<Target>> targets = checks.check("rooms", () -> requireTargets(emission));
        checks.check("data", () -> {
            emission.data().ifPresent(payloadParser::check);
            return emission.data();
        });
        Checked<Delivery> delivery =
                checks.check("delivery", () -> delivery(emission.delivery()).orElse(Delivery.LOGGED));
        checks.requireValid();
        EventType<CustomMessage> type =
                delivery.value() == Delivery.LOGGED ? CustomEvents.CUSTOM_EMITTED : CustomEvents.CUSTOM_SIGNALLED;
        return type.newEvent(tenant, now, new CustomMessage(emission.event(), emission.data(), targets.value()));
    }

    private static List<Target> requireTargets(Emission emission) {
        List<Target> targets = Targets.of(emission);
        if (targets.isEmpty()) {
            throw RejectedException.invalid("rooms: none (expected: at least one of rooms and users)");
        }
        return targets;
    }

    private static Optional<Delivery> delivery(Optional<String> name) {
        return name.map(wanted -> {
            for (Delivery delivery : Delivery.values()) {
                if (wireName(delivery).equals(wanted)) {
                    return delivery;
                }
            }
            throw RejectedException.invalid(
                    wanted.equals(ACKNOWLEDGED)
                            ? "delivery: nobody can acknowledge this event (expected: acknowledged for "
                                    + NotificationEvents.NOTIFICATION_CREATED.name() + " alone)"
                            : "delivery: unknown (expected: volatile, logged or acknowledged)");
        });
    }

    private static String wireName(Delivery delivery) {
        return delivery.name().toLowerCase(Locale.ROOT);
    }

    /** The data of a notification that must be acknowledged. */
    private record AcknowledgedPayload(NotificationContent notification) {}
}
