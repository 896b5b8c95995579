package dev.carewire.dialect.clinic;

import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.VisitStatus;
import java.util.EnumSet;
import java.util.function.Function;

/** The clinic system's wire names for states and kinds. */
final class ClinicWireNames {

    private ClinicWireNames() {}

    /** That system shows an arrival in its queue, so the appointment stays confirmed. */
    static String of(AppointmentStatus status) {
        return switch (status) {
            case PENDING -> "pending";
            case SCHEDULED -> "scheduled";
            case CONFIRMED, CHECKED_IN, IN_ROOM, WITH_PROVIDER, CHECKOUT -> "confirmed";
            case RESCHEDULED -> "rescheduled";
            case COMPLETED -> "completed";
            case CANCELLED -> "cancelled";
            case NO_SHOW -> "no-show";
        };
    }

    static String of(QueueStatus status) {
        return switch (status) {
            case WAITING -> "waiting";
            case IN_PROGRESS -> "in-progress";
            case COMPLETED -> "completed";
            case CANCELLED -> "cancelled";
            case NO_SHOW -> "no-show";
        };
    }

    /** The states with the wire name {@code word}; pages also use {@code called}. */
    static EnumSet<QueueStatus> queueStatuses(String word) {
        return word.equals("called")
                ? EnumSet.of(QueueStatus.IN_PROGRESS)
                : withWireName(word, QueueStatus.class, ClinicWireNames::of);
    }

    /** The states with the wire name {@code word}. */
    static EnumSet<AppointmentStatus> appointmentStatuses(String word) {
        return withWireName(word, AppointmentStatus.class, ClinicWireNames::of);
    }

    /** The states with the wire name {@code word}. */
    static EnumSet<VisitStatus> visitStatuses(String word) {
        return withWireName(word, VisitStatus.class, ClinicWireNames::of);
    }

    private static <E extends Enum<E>> EnumSet<E> withWireName(String word, Class<E> type, Function<E, String> words) {
        EnumSet<E> statuses = EnumSet.allOf(type);
        statuses.removeIf(status -> !words.apply(status).equals(word));
        return statuses;
    }

    static String of(QueueKind kind) {
        return switch (kind) {
            case APPOINTMENT -> "appointment";
            case WALK_IN -> "walk-in";
            case FOLLOW_UP -> "follow-up";
        };
    }

    static String of(VisitStatus status) {
        return switch (status) {
            case DRAFT -> "draft";
            case OPEN -> "open";
            case CLOSED -> "closed";
            case CANCELLED -> "cancelled";
        };
    }

    static String of(NotificationPriority priority) {
        return switch (priority) {
            case LOW -> "low";
            case NORMAL -> "normal";
            case HIGH -> "high";
            case URGENT, EMERGENCY -> "urgent";
        };
    }
}
