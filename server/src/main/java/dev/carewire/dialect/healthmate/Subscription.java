package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.identity.Access;
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

    /** Longest name of a subscription, in characters. */
    static final int MAX_NAME_LENGTH = 300;

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
        List<String> words = List.of(name.split(":", -1));
        if (name.length() > MAX_NAME_LENGTH
                || words.size() < 2
                || !words.stream().allMatch(Identifier::isValid)) {
            throw RejectedException.invalid(INVALID_FORMAT);
        }
        return switch (words.get(0)) {
            case "health_data" -> ownSubscription(Topic.HEALTH, parseType(words.get(1), EVERYTHING), words, 2, caller);
            case "notifications" ->
                ownSubscription(Topic.NOTIFICATIONS, parseType(words.get(1), EVERYTHING), words, 2, caller);
            case "chat" -> parseChat(words, caller);
            case "user" -> ownSubscription(topic(words.get(1)), Optional.empty(), words, 2, caller);
            case "patient_data" -> parsePatient(words, caller);
            default -> throw RejectedException.invalid(INVALID_FORMAT);
        };
    }

    private static Subscription parseChat(List<String> words, Caller caller) {
        if (words.get(1).equals("user")) {
            return ownSubscription(Topic.CHAT, Optional.empty(), words, 2, caller);
        }
        if (!words.get(1).equals(CONVERSATION) || words.size() < 3) {
            throw RejectedException.invalid(INVALID_FORMAT);
        }
        return ownSubscription(Topic.CHAT, Optional.of(words.get(2)), words, 3, caller);
    }

    private static Subscription parsePatient(List<String> words, Caller caller) {
        if (words.size() != 3) {
            throw RejectedException.invalid(INVALID_FORMAT);
        }
        Subscription wanted = new Subscription(Topic.PATIENT, parseType(words.get(1), EVERYTHING), words.get(2));
        if (!Access.mayViewPatients(caller.principal())) {
            throw RejectedException.forbidden(INSUFFICIENT_PERMISSIONS);
        }
        return requireAllowed(wanted, caller, READ);
    }

    /** @param at index of an optional last word: the user's id or an access level */
    private static Subscription ownSubscription(
            Topic topic, Optional<String> part, List<String> words, int at, Caller caller) {
        if (words.size() > at + 1) {
            throw RejectedException.invalid(INVALID_FORMAT);
        }
        String last = words.size() > at ? words.get(at) : READ;
        boolean level = HealthmateRole.isAccessLevel(last);
        if (!level && !last.equals(caller.userId())) {
            throw RejectedException.forbidden(NOT_OWN_DATA);
        }
        return requireAllowed(new Subscription(topic, part, caller.userId()), caller, level ? last : READ);
    }

    private static Subscription requireAllowed(Subscription wanted, Caller caller, String level) {
        if (!Access.maySend(caller.principal())
                || !HealthmateRole.of(caller.principal()).allows(wanted.topic, level)) {
            throw RejectedException.forbidden(INSUFFICIENT_PERMISSIONS);
        }
        return wanted;
    }

    private static Optional<String> parseType(String word, String everything) {
        if (word.equals(everything)) {
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
