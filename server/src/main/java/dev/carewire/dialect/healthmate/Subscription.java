package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.text.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A client's subscription.
 *
 * @param part one type of value or notification, or one conversation; empty for all
 * @param subject the client's own user, or a patient
 */
record Subscription(Topic topic, Optional<String> part, String subject) {

    /** Longest name of a subscription, in characters: that of a conversation and a user with the longest ids. */
    static final int MAX_NAME_LENGTH =
            "chat:conversation:".length() + Identifier.MAX_LENGTH + 1 + Identifier.MAX_LENGTH;

    static final String INVALID_FORMAT = "Invalid subscription format";
    static final String INSUFFICIENT_PERMISSIONS = "Insufficient permissions";
    static final String NOT_OWN_DATA = "Can only subscribe to own user data";

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final String CONVERSATION = "conversation";
    private static final String EVERYTHING = "all";
    private static final String READ = "read";
    /** One type of notification has its name in the plural. */
    private static final String HEALTH_ALERTS = "health_alerts";

    /** The whole topic, as far as it concerns the caller. */
    static Subscription wholeTopic(Topic topic, Caller caller) {
        return new Subscription(topic, Optional.empty(), caller.userId());
    }

    /**
     * Parses {@code name} and checks the caller's right, as far as the name allows.
     *
     * @throws RejectedException with the text of the contract
     */
    static Subscription parse(String name, Caller caller) {
        for (Topic topic : List.of(Topic.HEALTH, Topic.CHAT, Topic.NOTIFICATIONS)) {
            if (name.equals(topic.topicName())) {
                return requireAllowed(wholeTopic(topic, caller), caller, READ);
            }
        }
        String[] words = name.split(":", 3);
        if (words.length < 2) {
            throw RejectedException.invalid(INVALID_FORMAT);
        }
        Optional<String> rest = words.length > 2 ? Optional.of(words[2]) : Optional.empty();
        return switch (words[0]) {
            case "health_data" -> ownSubscription(Topic.HEALTH, parseType(words[1]), rest, caller);
            case "notifications" -> ownSubscription(Topic.NOTIFICATIONS, parseType(words[1]), rest, caller);
            case "chat" -> parseChat(words[1], rest, caller);
            case "user" -> ownSubscription(topic(words[1]), Optional.empty(), rest, caller);
            case "patient_data" -> parsePatient(words[1], rest, caller);
            default -> throw RejectedException.invalid(INVALID_FORMAT);
        };
    }

    private static Subscription parseChat(String scope, Optional<String> rest, Caller caller) {
        if (scope.equals("user")) {
            return ownSubscription(Topic.CHAT, Optional.empty(), rest, caller);
        }
        if (!scope.equals(CONVERSATION) || rest.isEmpty()) {
            throw RejectedException.invalid(INVALID_FORMAT);
        }
        String ids = rest.get();
        int end = conversationEnd(ids, caller.userId());
        Optional<String> owner = end < ids.length() ? Optional.of(ids.substring(end + 1)) : Optional.empty();
        return ownSubscription(Topic.CHAT, Optional.of(requireId(ids.substring(0, end))), owner, caller);
    }

    /**
     * Where a conversation's id ends. Only the caller's id or an access level ends one that contains colons: before any other
     * word, the first colon does.
     */
    private static int conversationEnd(String ids, String userId) {
        if (ids.endsWith(":" + userId)) {
            return ids.length() - userId.length() - 1;
        }
        int first = ids.indexOf(':');
        if (first < 0) {
            return ids.length();
        }
        int last = ids.lastIndexOf(':');
        return HealthmateRole.isAccessLevel(ids.substring(last + 1)) ? last : first;
    }

    private static Subscription parsePatient(String type, Optional<String> patient, Caller caller) {
        Subscription wanted = new Subscription(Topic.PATIENT, parseType(type), requireId(patient.orElse("")));
        if (!Access.mayViewPatients(caller.principal())) {
            throw RejectedException.forbidden(INSUFFICIENT_PERMISSIONS);
        }
        return requireAllowed(wanted, caller, READ);
    }

    /** @param owner the user's id or an access level; to read, if empty */
    private static Subscription ownSubscription(
            Topic topic, Optional<String> part, Optional<String> owner, Caller caller) {
        String last = requireId(owner.orElse(READ));
        boolean level = HealthmateRole.isAccessLevel(last);
        if (!level && !last.equals(caller.userId())) {
            throw RejectedException.forbidden(NOT_OWN_DATA);
        }
        return requireAllowed(new Subscription(topic, part, caller.userId()), caller, level ? last : READ);
    }

    private static String requireId(String id) {
        if (!Identifier.isValid(id)) {
            throw RejectedException.invalid(INVALID_FORMAT);
        }
        return id;
    }

    private static Subscription requireAllowed(Subscription wanted, Caller caller, String level) {
        if (!Access.maySend(caller.principal())
                || !HealthmateRole.of(caller.principal()).allows(wanted.topic, level)) {
            throw RejectedException.forbidden(INSUFFICIENT_PERMISSIONS);
        }
        return wanted;
    }

    private static Optional<String> parseType(String word) {
        if (word.equals(EVERYTHING)) {
            return Optional.empty();
        }
        if (!TYPE.matcher(word).matches()) {
            throw RejectedException.invalid(INVALID_FORMAT);
        }
        return Optional.of(word.equals(HEALTH_ALERTS) ? "health_alert" : word);
    }

    private static Topic topic(String word) {
        for (Topic topic : List.of(Topic.HEALTH, Topic.CHAT, Topic.NOTIFICATIONS)) {
            if (word.equals(topic.topicName()) || word.equals(topic.prefix())) {
                return topic;
            }
        }
        throw RejectedException.invalid(INVALID_FORMAT);
    }

    /** The room of a subscription to one patient or conversation of a tenant; empty for any other. */
    Optional<RoomKey> room(TenantId tenant) {
        if (topic == Topic.PATIENT) {
            return Optional.of(RoomKey.patient(tenant, subject));
        }
        return part.filter(conversation -> topic == Topic.CHAT)
                .map(conversation -> RoomKey.thread(tenant, conversation));
    }

    /** Its canonical name, independent of the client's spelling. */
    String name() {
        if (topic == Topic.PATIENT) {
            return topic.prefix() + ":" + part.orElse(EVERYTHING) + ":" + subject;
        }
        return part.map(one ->
                        topic.prefix() + (topic == Topic.CHAT ? ":" + CONVERSATION : "") + ":" + one + ":" + subject)
                .orElse(topic.topicName());
    }
}
