package dev.carewire.notification;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.NotificationPriority;
import dev.carewire.text.Identifier;
import dev.carewire.text.Texts;
import java.util.Optional;

/**
 * A validated notification that has not been sent yet.
 *
 * @param userId the recipient, an {@link Identifier}
 * @param title one line of 1 to 200 characters
 * @param message 1 to {@value #MAX_MESSAGE_LENGTH} characters
 * @param delivery whether the server repeats it until a recipient acknowledges it
 * @param relatedKind the kind of the related record, an {@link Identifier}
 * @param relatedId that record's id, an {@link Identifier}
 * @param actionUrl the page that a click opens: a path of the front end without blanks, starting with one slash, 1 to
 *     {@value #MAX_URL_LENGTH} characters
 * @param metadata the text of a JSON object, up to {@value #MAX_METADATA_LENGTH} characters
 */
public record NotificationDraft(
        String userId,
        NotificationKind kind,
        String title,
        String message,
        NotificationPriority priority,
        DeliveryGuarantee delivery,
        Optional<String> relatedKind,
        Optional<String> relatedId,
        Optional<String> actionUrl,
        Optional<String> metadata) {

    /** Longest message, in characters. */
    public static final int MAX_MESSAGE_LENGTH = 2_000;

    /** Longest action URL, in characters. */
    public static final int MAX_URL_LENGTH = 500;

    /** Longest metadata, in characters of JSON. */
    public static final int MAX_METADATA_LENGTH = 4_000;

    /**
     * Validates all fields.
     *
     * @throws RejectedException {@code INVALID}, naming the invalid field
     */
    public NotificationDraft {
        Fields.id("userId", userId);
        title = Fields.line("title", title);
        message = Fields.prose("message", message, MAX_MESSAGE_LENGTH);
        relatedKind.ifPresent(related -> Fields.id("relatedEntityType", related));
        relatedId.ifPresent(id -> Fields.id("relatedEntityId", id));
        actionUrl.ifPresent(NotificationDraft::checkUrl);
        metadata.ifPresent(json -> Fields.prose("metadata", json, MAX_METADATA_LENGTH));
    }

    /** A notification that is delivered once, without related record, page or metadata. */
    public static NotificationDraft of(
            String userId, NotificationKind kind, String title, String message, NotificationPriority priority) {
        Optional<String> none = Optional.empty();
        return new NotificationDraft(
                userId, kind, title, message, priority, DeliveryGuarantee.PLAIN, none, none, none, none);
    }

    /** Returns a copy that refers to a record. */
    public NotificationDraft relatedTo(String relatedKind, String relatedId) {
        return with(delivery, Optional.of(relatedKind), Optional.of(relatedId), actionUrl, metadata);
    }

    /**
     * Returns a copy with a record's page, which a click opens. The copy has no page if the encoded id makes the path
     * too long.
     *
     * @param directory the front end's path of such pages, which begins and ends with a slash
     * @param id the record's id, an {@link Identifier}
     */
    NotificationDraft withRecordPage(String directory, String id) {
        Optional<String> path =
                Optional.of(directory + Texts.percentEncoded(id)).filter(url -> url.length() <= MAX_URL_LENGTH);
        return with(delivery, relatedKind, relatedId, path, metadata);
    }

    /** Returns a copy with metadata, the text of a JSON object. */
    public NotificationDraft withMetadata(String metadata) {
        return with(delivery, relatedKind, relatedId, actionUrl, Optional.of(metadata));
    }

    /** Returns a copy that the server repeats until a recipient acknowledges it. */
    public NotificationDraft requiringAcknowledgment() {
        return with(DeliveryGuarantee.ACKNOWLEDGED, relatedKind, relatedId, actionUrl, metadata);
    }

    private NotificationDraft with(
            DeliveryGuarantee delivery,
            Optional<String> relatedKind,
            Optional<String> relatedId,
            Optional<String> actionUrl,
            Optional<String> metadata) {
        return new NotificationDraft(
                userId, kind, title, message, priority, delivery, relatedKind, relatedId, actionUrl, metadata);
    }

    /** Rejects URLs of other hosts, which would lead users away from the clinic's pages. */
    private static void checkUrl(String url) {
        boolean path = url.startsWith("/") && !url.startsWith("//") && url.indexOf('\\') < 0 && url.indexOf(' ') < 0;
        if (!path || url.length() > MAX_URL_LENGTH || !Texts.isLine(url)) {
            throw RejectedException.invalid(
                    "actionUrl: invalid (expected: a path of up to " + MAX_URL_LENGTH + " characters)");
        }
    }

    /** Shows user and kind only, because texts may name a patient. */
    @Override
    public String toString() {
        return "NotificationDraft[user=" + userId + ", kind=" + kind.wireName() + "]";
    }
}
